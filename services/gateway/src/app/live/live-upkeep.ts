import { asError, type Clock, type Logger, type Timer } from '@fieldline/platform';
import type { CallerStanding } from '../../ports/caller-standing.js';
import type { LiveReader } from './live-reader.js';

export interface LiveUpkeepParts {
  readonly readers: ReadonlySet<LiveReader>;
  /** What keeps a stream that has nothing to say alive. */
  readonly beat: () => Buffer;
  readonly standing: CallerStanding;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Well within the minute after which proxies end what is silent. */
const BEAT_MS = 15_000;
/** Every second beat, so that a stream outlives its session by less than a minute. */
const BEATS_PER_CHECK = 2;

/** What readers of the live feed need though nothing comes: a sign of life, and an end when their session ends. */
export class LiveUpkeep {
  readonly #parts: LiveUpkeepParts;
  #timer: Timer | undefined;
  #beats = 0;

  constructor(parts: LiveUpkeepParts) {
    this.#parts = parts;
  }

  /** Goes on as long as there are readers. */
  run(): void {
    this.#timer ??= this.#parts.clock.setTimer(() => this.#tick(), BEAT_MS, { unref: true });
  }

  close(): void {
    this.#timer?.cancel();
  }

  #tick(): void {
    this.#timer = undefined;
    const { readers, beat } = this.#parts;
    if (readers.size === 0) return;
    this.#beats += 1;
    if (this.#beats % BEATS_PER_CHECK === 0) void this.#checkStanding();
    for (const reader of readers) reader.checkProgress();
    const chunk = beat();
    for (const reader of readers) if (reader.joined) reader.send(chunk);
    this.run();
  }

  /** Readers with the same credentials are looked up once. */
  async #checkStanding(): Promise<void> {
    const groups = new Map<string, LiveReader[]>();
    for (const reader of this.#parts.readers) {
      const key = JSON.stringify([reader.caller, reader.credentials]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [reader]);
      else group.push(reader);
    }
    await Promise.all([...groups.values()].map((group) => this.#check(group)));
  }

  async #check(group: readonly LiveReader[]): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    try {
      if (await this.#parts.standing.stands(first.caller, first.credentials)) return;
      for (const reader of group) reader.end();
    } catch (thrown) {
      this.#parts.logger.warn({ err: asError(thrown) }, 'whether readers of the live feed may go on is not known now');
    }
  }
}
