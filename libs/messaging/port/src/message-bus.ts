/** A record on its way to the log. Records of one key stay in order. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: Uint8Array;
}

/** A record as the log holds it. `offset` counts within its partition and is never reused; gaps are allowed. */
export interface LogRecord {
  readonly offset: number;
  readonly key: string;
  readonly value: Buffer;
  /** When the log took it, ms since 1970. */
  readonly appendedAt: number;
}

/** Consecutive records of one partition, oldest first; never empty. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
}

/**
 * What became of a batch; it alone decides the committed offset.
 * - `done`: every effect is stored.
 * - `again`: nothing may be assumed; the same records come again after a back-off.
 * - `dead-letter`: the records before `index` are done, the one at `index` can never succeed and is put aside with its
 *   cause, those after it come again.
 */
export type BatchOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly cause: Error }
  | { readonly kind: 'dead-letter'; readonly index: number; readonly cause: Error };

export interface Assignment {
  readonly topic: string;
  readonly partition: number;
  /** Where the group would start by its committed offset. */
  readonly committedOffset: number;
  /** The first offset still in the log. */
  readonly startOffset: number;
  /** One past the last record. */
  readonly endOffset: number;
}

export interface Subscription {
  readonly topic: string;
  /** Every group gets every record; members of one group share the partitions. */
  readonly group: string;
  /**
   * Handles one batch of a partition; batches of one partition never overlap. Thrown errors count as `again` when
   * retriable; any other stops the subscription, whose `failed` then resolves.
   */
  readonly handleBatch: (batch: RecordBatch) => Promise<BatchOutcome>;
  /**
   * Called before the first batch of a partition. A consumer that keeps its offset beside its effects returns where to
   * go on from; undefined means the committed offset. Rejects retriably: called again after a back-off.
   */
  readonly onAssigned?: (assignment: Assignment) => Promise<number | undefined>;
  /** A hint that a partition moves elsewhere; correctness never depends on it. */
  readonly onRevoked?: (assignment: Pick<Assignment, 'topic' | 'partition'>) => Promise<void>;
  /** At most this many records a batch. */
  readonly maxBatchRecords?: number;
}

export interface SubscriptionHandle {
  /** Stops fetching until {@link resume}; the batch in flight ends normally. */
  pause(): void;
  resume(): void;
  /** Records not yet committed, over all partitions. */
  lag(): number;
  /** Resolves with the error that stopped this subscription for good; pending while it runs or closes orderly. */
  readonly failed: Promise<Error>;
  /** Waits for the batch in flight, then stops. */
  close(): Promise<void>;
}

/** Reads a compacted topic from its start and goes on following it; belongs to no group and commits nothing. */
export interface Follower {
  /** Resolves when everything that stood in the topic at the time of the call was handled. */
  readonly caughtUp: Promise<void>;
  /** Resolves when everything that stands in the topic at the time of this call was handled; rejects as {@link caughtUp} does. */
  reached(): Promise<void>;
  close(): Promise<void>;
}

/** How far a group has come in one partition. */
export interface GroupPosition {
  readonly partition: number;
  /** Everything before it has had its effect. */
  readonly committedOffset: number;
  /** One past the last record that was taken for the partition, also where it is not durable yet. */
  readonly endOffset: number;
}

/** Carries records between services: at least once, in order per key. */
export interface MessageBus {
  /**
   * Resolves once the log has every record. Rejects with {@link LogUnavailableError}, then none may be assumed stored
   * and the same call may be made again; or with {@link RecordTooLargeError} before anything was written.
   * Calls take effect in the order in which they are made: when one rejects, so do those made after it that share a
   * partition and have not resolved yet, and publishing them again in order keeps the order.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  subscribe(subscription: Subscription): Promise<SubscriptionHandle>;
  follow(topic: string, handleRecords: (records: readonly LogRecord[]) => void): Promise<Follower>;
  /** Where a group stands in each partition of a topic. Rejects with {@link LogUnavailableError}. */
  positions(topic: string, group: string): Promise<readonly GroupPosition[]>;
  /** Takes no new records, ends batches in flight, makes everything taken durable, lets go of the log. */
  close(): Promise<void>;
}

export const MESSAGE_BUS = Symbol('MessageBus');
