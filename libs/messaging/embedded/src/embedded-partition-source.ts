import type { DeadLetter, FetchedRecords, FetchRequest, PartitionSource } from '@fieldline/messaging';
import type { GroupOffsets } from './group-offsets.js';
import type { ReadCursor } from './partition-reader.js';
import type { PartitionLog } from './partition-log.js';

export interface PartitionSourceOptions {
  readonly group: string;
  readonly log: PartitionLog;
  readonly groups: GroupOffsets;
  readonly putAside: (letter: DeadLetter) => Promise<void>;
}

/** A partition of the log as one group sees it. */
export class EmbeddedPartitionSource implements PartitionSource {
  readonly topic: string;
  readonly partition: number;
  readonly #options: PartitionSourceOptions;
  readonly #cursor: ReadCursor = {};

  constructor(options: PartitionSourceOptions) {
    this.#options = options;
    this.topic = options.log.place.topic;
    this.partition = options.log.place.partition;
  }

  committedOffset(): number {
    const { group, groups, log } = this.#options;
    return groups.committed(group, this.topic, this.partition) ?? log.startOffset;
  }

  range(): { readonly start: number; readonly end: number } {
    const { startOffset, endOffset } = this.#options.log;
    return { start: startOffset, end: endOffset };
  }

  fetch(request: FetchRequest): Promise<FetchedRecords> {
    return this.#options.log.fetch(request, this.#cursor);
  }

  commit(nextOffset: number): Promise<void> {
    const { group, groups } = this.#options;
    groups.commit(group, this, nextOffset);
    return Promise.resolve();
  }

  deadLetter(letter: DeadLetter): Promise<void> {
    return this.#options.putAside(letter);
  }
}
