import { asError, type Timer } from '@fieldline/platform';
import type { LogContext } from './log-context.js';

const MIB = 1024 * 1024;

/** Watches free space, so that the log stops taking records before the disk is full and not in the middle of a write. */
export class DiskWatch {
  readonly #context: LogContext;
  readonly #folder: string;
  #freeBytes = Number.POSITIVE_INFINITY;
  #failure: string | undefined;
  #timer: Timer | undefined;
  #closed = false;

  private constructor(context: LogContext, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  static async open(context: LogContext, folder: string): Promise<DiskWatch> {
    const watch = new DiskWatch(context, folder);
    await watch.#poll();
    return watch;
  }

  /** Why a topic's records are not taken now; undefined when they are. */
  refusal(topic: string): string | undefined {
    const { diskLowWaterBytes, shedFirst } = this.#context.limits;
    if (this.#freeBytes >= diskLowWaterBytes * 2) return undefined;
    if (this.#freeBytes < diskLowWaterBytes) return this.#lowText(diskLowWaterBytes);
    return shedFirst.includes(topic) ? this.#lowText(diskLowWaterBytes * 2) : undefined;
  }

  /** Less than twice the low-water mark is free. */
  get scarce(): boolean {
    return this.#freeBytes < this.#context.limits.diskLowWaterBytes * 2;
  }

  get problem(): string | undefined {
    const { diskLowWaterBytes, shedFirst } = this.#context.limits;
    const mark = shedFirst.length > 0 ? diskLowWaterBytes * 2 : diskLowWaterBytes;
    return this.#freeBytes < mark ? this.#lowText(mark) : this.#failure;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #tellOfScarcity(): void {
    const { limits, logger } = this.#context;
    const facts = { folder: this.#folder, freeMib: inMib(this.#freeBytes), lowMib: inMib(limits.diskLowWaterBytes) };
    if (this.scarce) logger.warn(facts, 'free disk space is below twice the low-water mark; what can be left out is');
    else logger.info(facts, 'there is disk space again');
  }

  #lowText(mark: number): string {
    const { diskLowWaterBytes, shedFirst } = this.#context.limits;
    const what = this.#freeBytes < diskLowWaterBytes ? 'nothing is taken' : `not taken: ${shedFirst.join(', ')}`;
    return (
      `low disk space: ${inMib(this.#freeBytes)} MiB free at ${this.#folder}, at least ${inMib(mark)} MiB wanted; ` +
      `${what} until space is made`
    );
  }

  async #poll(): Promise<void> {
    const { disk, clock, limits, logger, metrics } = this.#context;
    const wasScarce = this.scarce;
    try {
      this.#freeBytes = await disk.freeBytes(this.#folder);
      this.#failure = undefined;
    } catch (cause) {
      if (this.#failure === undefined) logger.warn({ err: cause }, 'free disk space could not be read');
      this.#failure = `free disk space at ${this.#folder} cannot be read: ${asError(cause).message}`;
    }
    if (this.scarce !== wasScarce) this.#tellOfScarcity();
    metrics.disk(this.#freeBytes, this.problem !== undefined);
    if (this.#closed) return;
    this.#timer = clock.setTimer(() => void this.#poll(), limits.diskPollMs, { unref: true });
  }
}

function inMib(bytes: number): number {
  return Math.floor(bytes / MIB);
}
