import type { LogRecord } from '@fieldline/messaging';

export interface RingLimits {
  readonly maxRecords: number;
  /** Of values; a record's own overhead comes on top. */
  readonly maxBytes: number;
}

/** The newest records of one partition, consecutive, oldest first, bounded by number and bytes. */
export class RecordRing<R extends Pick<LogRecord, 'offset' | 'appendedAt' | 'value'>> {
  readonly #limits: RingLimits;
  #records: R[] = [];
  #head = 0;
  #bytes = 0;
  #start: number;
  #end: number;

  /** `start`: where the records that will come begin. */
  constructor(start: number, limits: RingLimits) {
    this.#start = start;
    this.#end = start;
    this.#limits = limits;
  }

  /** Every record from this offset on that the log has is here. */
  get start(): number {
    return this.#start;
  }

  /** One past the newest. */
  get end(): number {
    return this.#end;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(record: R): void {
    this.#records.push(record);
    this.#bytes += record.value.length;
    this.#end = record.offset + 1;
    while (this.#records.length - this.#head > this.#limits.maxRecords || this.#bytes > this.#limits.maxBytes) {
      this.#dropOldest();
    }
    // The places of what was dropped are given back in one go.
    if (this.#head > 1_024 && this.#head * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
  }

  /** The first record at or after an offset. */
  at(offset: number): R | undefined {
    let low = this.#head;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#records[middle]?.offset ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#records[low];
  }

  #dropOldest(): void {
    const oldest = this.#records[this.#head];
    if (oldest === undefined) return;
    this.#bytes -= oldest.value.length;
    this.#start = oldest.offset + 1;
    // Nothing may keep the record's buffer alive.
    (this.#records as (R | undefined)[])[this.#head] = undefined;
    this.#head += 1;
  }
}
