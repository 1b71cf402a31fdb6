import type { MessageBus, OutgoingRecord } from '@fieldline/messaging';
import { asError, isRetriable, sleep, type Clock, type Logger } from '@fieldline/platform';

const FIRST_BACK_OFF_MS = 50;
const LONGEST_BACK_OFF_MS = 2_000;

interface Waiting {
  readonly records: readonly OutgoingRecord[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  state: 'waiting' | 'sent' | 'done' | 'failed';
}

export interface OrderedPublisherParts {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Publishes batches in order and keeps the order through failures: while the log is away the batches wait, then go out
 * again from the first that failed. Several are in flight while all goes well.
 */
export class OrderedPublisher {
  readonly #parts: OrderedPublisherParts;
  #queue: Waiting[] = [];
  #inFlight = 0;
  #recovering = false;
  #backOffMs = FIRST_BACK_OFF_MS;

  constructor(parts: OrderedPublisherParts) {
    this.#parts = parts;
  }

  /** Whether batches wait for a log that is away. */
  get withheld(): boolean {
    return this.#recovering;
  }

  /** Resolves when the log has every record; rejects only with what no repetition can mend. */
  publish(records: readonly OutgoingRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { records, resolve, reject, state: 'waiting' };
      this.#queue.push(waiting);
      if (!this.#recovering) this.#send(waiting);
    });
  }

  #send(batch: Waiting): void {
    batch.state = 'sent';
    this.#inFlight += 1;
    this.#parts.bus.publish(batch.records).then(
      () => this.#succeeded(batch),
      (error: unknown) => this.#failed(batch, asError(error)),
    );
  }

  #succeeded(batch: Waiting): void {
    this.#inFlight -= 1;
    batch.state = 'done';
    batch.resolve();
    this.#dropSettled();
    if (this.#recovering) {
      if (this.#inFlight === 0) this.#resume();
    } else {
      this.#backOffMs = FIRST_BACK_OFF_MS;
    }
  }

  #failed(batch: Waiting, error: Error): void {
    this.#inFlight -= 1;
    if (isRetriable(error)) {
      batch.state = 'failed';
      if (!this.#recovering) this.#parts.logger.warn({ err: error }, 'the log is away; acknowledgements are withheld');
      this.#recovering = true;
    } else {
      batch.state = 'done';
      batch.reject(error);
      this.#dropSettled();
    }
    if (this.#recovering && this.#inFlight === 0) this.#resume();
  }

  #dropSettled(): void {
    let settled = 0;
    while (this.#queue[settled]?.state === 'done') settled += 1;
    if (settled > 0) this.#queue.splice(0, settled);
  }

  /** Nothing is in flight: after a pause the first batch goes alone, and the rest follow it when it succeeds. */
  #resume(): void {
    this.#queue = this.#queue.filter(({ state }) => state !== 'done');
    const [head, ...rest] = this.#queue;
    if (head === undefined || head.state === 'waiting') {
      this.#recovering = false;
      for (const batch of [head, ...rest]) if (batch?.state === 'waiting') this.#send(batch);
      return;
    }
    for (const batch of rest) batch.state = 'waiting';
    void sleep(this.#parts.clock, this.#backOffMs).then(() => this.#probe(head));
    this.#backOffMs = Math.min(this.#backOffMs * 2, LONGEST_BACK_OFF_MS);
  }

  #probe(head: Waiting): void {
    this.#send(head);
  }
}
