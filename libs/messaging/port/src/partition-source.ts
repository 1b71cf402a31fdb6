import type { DeadLetter } from './dead-letter.js';
import type { LogRecord } from './message-bus.js';

export interface FetchRequest {
  readonly from: number;
  readonly maxRecords: number;
  /** Ends the wait for records. */
  readonly signal: AbortSignal;
}

/** Records from the offset asked, oldest first; none where only a gap was passed or the wait was ended. */
export interface FetchedRecords {
  readonly records: readonly LogRecord[];
  /** Where to go on; beyond the last record where a gap follows it. */
  readonly nextOffset: number;
}

/** One partition as a group sees it: what an adapter gives to a {@link PartitionConsumer}. */
export interface PartitionSource {
  readonly topic: string;
  readonly partition: number;
  committedOffset(): number;
  /** The first offset still in the log, and one past the last. */
  range(): { readonly start: number; readonly end: number };
  /** Waits until there is a record at or after `from`. */
  fetch(request: FetchRequest): Promise<FetchedRecords>;
  /** Takes note that everything before `nextOffset` is done. */
  commit(nextOffset: number): Promise<void>;
  /** Resolves once the log has the dead letter. */
  deadLetter(letter: DeadLetter): Promise<void>;
}
