import type { Assignment, BatchOutcome, MessageBus, RecordBatch, SubscriptionHandle } from '@fieldline/messaging';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { isAssignmentPattern, parseBusPattern, patternKey, type BusPattern } from './bus-pattern.js';

/** What a consumer may add to its `@EventPattern` as extras. */
export interface BusExtras {
  /** At most this many records a batch. */
  readonly maxBatchRecords?: number;
}

interface Consumer {
  readonly pattern: BusPattern;
  readonly handler: MessageHandler;
  readonly maxBatchRecords: number | undefined;
}

export type BusTransportEvents = {
  /** A subscription stopped for good; the process should leave. */
  failed: (error: Error, pattern: BusPattern) => void;
};

/**
 * Runs Nest controllers as consumers of the message bus: a method with `@EventPattern({ event, group })` takes a
 * {@link RecordBatch} and returns its {@link BatchOutcome}; what it throws reaches the bus as it was thrown, given the
 * {@link KeepErrorFilter}. The bus belongs to the caller: closing the transport ends the subscriptions alone.
 */
export class BusTransport extends Server<BusTransportEvents> implements CustomTransportStrategy {
  readonly #bus: MessageBus;
  readonly #consumers = new Map<string, Consumer>();
  readonly #assigned = new Map<string, MessageHandler>();
  readonly #subscriptions = new Map<string, SubscriptionHandle>();
  readonly #onFailed: BusTransportEvents['failed'][] = [];

  constructor(bus: MessageBus) {
    super();
    this.#bus = bus;
  }

  /** Called by Nest for each decorated method. Throws when two methods claim one pattern. */
  override addHandler(raw: unknown, handler: MessageHandler, isEvent = false, extras: BusExtras = {}): void {
    const pattern = parseBusPattern(raw);
    const key = patternKey(pattern);
    const isAssignment = isAssignmentPattern(pattern);
    if (isAssignment === isEvent) {
      throw new TypeError(`${key}: batches go to an @EventPattern, assignments to a @MessagePattern`);
    }
    if (isAssignment ? this.#assigned.has(key) : this.#consumers.has(key)) {
      throw new TypeError(`${key}: two methods claim it; one batch has one outcome`);
    }
    if (isAssignment) this.#assigned.set(key, handler);
    else this.#consumers.set(key, { pattern, handler, maxBatchRecords: extras.maxBatchRecords });
  }

  listen(done: (error?: unknown) => void): void {
    this.#subscribeAll().then(() => done(), done);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions.values()].map((subscription) => subscription.close()));
    this.#subscriptions.clear();
  }

  override on<K extends keyof BusTransportEvents>(event: K, callback: BusTransportEvents[K]): void {
    if (event === 'failed') this.#onFailed.push(callback);
  }

  override unwrap<T>(): T {
    return this.#bus as T;
  }

  /** Records not yet committed, over all consumers of this process. */
  lag(): number {
    let lag = 0;
    for (const subscription of this.#subscriptions.values()) lag += subscription.lag();
    return lag;
  }

  async #subscribeAll(): Promise<void> {
    for (const key of this.#assigned.keys()) {
      if (!this.#consumers.has(key)) throw new TypeError(`${key}: assignments are answered but no batch is taken`);
    }
    for (const [key, consumer] of this.#consumers) this.#subscriptions.set(key, await this.#subscribe(key, consumer));
  }

  async #subscribe(key: string, { pattern, handler, maxBatchRecords }: Consumer): Promise<SubscriptionHandle> {
    const assigned = this.#assigned.get(key);
    const subscription = await this.#bus.subscribe({
      topic: pattern.event,
      group: pattern.group,
      handleBatch: (batch: RecordBatch) => run<RecordBatch, BatchOutcome>(handler, batch),
      ...(assigned && { onAssigned: (assignment) => run<Assignment, number | undefined>(assigned, assignment) }),
      ...(maxBatchRecords !== undefined && { maxBatchRecords }),
    });
    void subscription.failed.then((error) => {
      for (const callback of this.#onFailed) callback(error, pattern);
    });
    return subscription;
  }
}

async function run<Input, Output>(handler: MessageHandler, input: Input): Promise<Output> {
  try {
    const result: unknown = await handler(input);
    return (isObservable(result) ? await lastValueFrom(result) : result) as Output;
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    throw new Error('a consumer failed and its error was replaced on the way: is the KeepErrorFilter global?', {
      cause: thrown,
    });
  }
}
