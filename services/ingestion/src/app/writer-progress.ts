import { READING_TOPIC, refusedV1 } from '@fieldline/contracts';
import type { GroupPosition, MessageBus } from '@fieldline/messaging';
import { RetriableError, sleep, type Clock } from '@fieldline/platform';
import { WRITER_GROUP } from './ledger-session.js';

export interface WriterProgressParts {
  readonly bus: MessageBus;
  readonly clock: Clock;
}

const LOOK_EVERY_MS = 50;

/** How far the writer has come in the log. */
export class WriterProgress {
  readonly #parts: WriterProgressParts;

  constructor(parts: WriterProgressParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when the writer has given its effect to every reading and refusal that stands in the log now. Rejects with
   * RetriableError when it has not come there within `limitMs`.
   */
  async pastNow(limitMs: number): Promise<void> {
    const { clock } = this.#parts;
    const end = clock.monotonic() + limitMs;
    for (const topic of [READING_TOPIC, refusedV1.topic]) {
      const ends = new Map((await this.#positions(topic)).map(({ partition, endOffset }) => [partition, endOffset]));
      const isPast = ({ partition, committedOffset }: GroupPosition): boolean =>
        committedOffset >= (ends.get(partition) ?? 0);
      while (!(await this.#positions(topic)).every(isPast)) {
        if (clock.monotonic() > end) throw new RetriableError(`the writer is behind in ${topic}`);
        await sleep(clock, LOOK_EVERY_MS);
      }
    }
  }

  #positions(topic: string): Promise<readonly GroupPosition[]> {
    return this.#parts.bus.positions(topic, WRITER_GROUP);
  }
}
