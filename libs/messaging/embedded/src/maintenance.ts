import type { TopicDeclaration } from '@fieldline/messaging';
import { asError, type Timer } from '@fieldline/platform';
import { Compaction } from './compaction.js';
import type { LogContext } from './log-context.js';
import { applyRetention, type RetentionTarget } from './retention.js';

/** Retention and compaction of one partition, one run at a time: when a segment was closed, and each `retentionIntervalMs`. */
export class Maintenance {
  readonly #context: LogContext;
  readonly #topic: TopicDeclaration;
  readonly #target: RetentionTarget;
  readonly #compaction: Compaction;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #wanted = false;
  #timer: Timer | undefined;

  constructor(context: LogContext, topic: TopicDeclaration, target: RetentionTarget) {
    this.#context = context;
    this.#topic = topic;
    this.#target = target;
    this.#compaction = new Compaction(context, target.log);
  }

  /** Asks for a run; one asked for during a run follows it. */
  request(): void {
    this.#wanted = true;
    if (!this.#closing.signal.aborted) this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#timer?.cancel();
    await this.#running;
  }

  /** Runs until nothing is wanted; resolves when idle. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, limits, logger } = this.#context;
    this.#timer?.cancel();
    while (this.#wanted && !this.#closing.signal.aborted) {
      this.#wanted = false;
      try {
        await this.#once();
      } catch (cause) {
        const { topic, partition } = this.#target.log.place;
        logger.error(
          { err: asError(cause), topic, partition },
          'old records could not be cleaned up; tried again later',
        );
      }
    }
    this.#running = undefined;
    if (this.#closing.signal.aborted) return;
    this.#timer = clock.setTimer(() => this.request(), limits.retentionIntervalMs, { unref: true });
  }

  async #once(): Promise<void> {
    if (this.#topic.cleanup === 'compact') await this.#compaction.run(this.#closing.signal);
    else await applyRetention(this.#context, this.#topic, this.#target);
  }
}
