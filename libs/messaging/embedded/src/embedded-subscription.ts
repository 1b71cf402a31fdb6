import {
  PartitionConsumer,
  type PartitionSource,
  type Subscription,
  type SubscriptionHandle,
} from '@fieldline/messaging';
import type { Clock, Logger, Random } from '@fieldline/platform';

export interface EmbeddedSubscriptionOptions {
  readonly subscription: Subscription;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly sourceOf: (partition: number) => PartitionSource;
  /** Called once, when it closes or fails. */
  readonly leave: (member: EmbeddedSubscription) => Promise<void>;
}

interface Assigned {
  readonly consumer: PartitionConsumer;
  readonly source: PartitionSource;
}

/** One member of a group with the partitions it has at the moment. */
export class EmbeddedSubscription implements SubscriptionHandle {
  readonly failed: Promise<Error>;
  readonly #options: EmbeddedSubscriptionOptions;
  readonly #assigned = new Map<number, Assigned>();
  readonly #fail: (error: Error) => void;
  #paused = false;
  #leaving: Promise<void> | undefined;

  constructor(options: EmbeddedSubscriptionOptions) {
    this.#options = options;
    let fail: (error: Error) => void = () => undefined;
    this.failed = new Promise((resolve) => (fail = resolve));
    this.#fail = fail;
  }

  get partitions(): readonly number[] {
    return [...this.#assigned.keys()];
  }

  pause(): void {
    this.#paused = true;
    for (const { consumer } of this.#assigned.values()) consumer.pause();
  }

  resume(): void {
    this.#paused = false;
    for (const { consumer } of this.#assigned.values()) consumer.resume();
  }

  lag(): number {
    let lag = 0;
    for (const { source } of this.#assigned.values()) lag += Math.max(0, source.range().end - source.committedOffset());
    return lag;
  }

  close(): Promise<void> {
    this.#leaving ??= this.#options.leave(this);
    return this.#leaving;
  }

  assign(partition: number): void {
    if (this.#assigned.has(partition)) return;
    const { subscription, clock, random, logger } = this.#options;
    const source = this.#options.sourceOf(partition);
    const consumer = new PartitionConsumer({ subscription, source, clock, random, logger });
    this.#assigned.set(partition, { consumer, source });
    if (this.#paused) consumer.pause();
    void consumer.run().then((error) => this.#stopped(error));
  }

  /** Waits for the batch in flight. */
  async revoke(partition: number): Promise<void> {
    const assigned = this.#assigned.get(partition);
    if (assigned === undefined) return;
    await assigned.consumer.close();
    this.#assigned.delete(partition);
    const { onRevoked, topic, group } = this.#options.subscription;
    try {
      await onRevoked?.({ topic, partition });
    } catch (cause) {
      this.#options.logger.warn({ err: cause, group, topic, partition }, 'a consumer failed when a partition left it');
    }
  }

  #stopped(error: Error | undefined): void {
    if (error === undefined) return;
    this.#fail(error);
    void this.close();
  }
}
