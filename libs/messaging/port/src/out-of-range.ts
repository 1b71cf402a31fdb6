import { OffsetOutOfRangeError } from './errors.js';

export interface OffsetQuestion {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly range: { readonly start: number; readonly end: number };
  /** Whether the consumer keeps the offset in its own store. */
  readonly own: boolean;
}

/** Says what was asked, what is there and what to check. */
export function outOfRange({ group, topic, partition, offset, range, own }: OffsetQuestion): OffsetOutOfRangeError {
  const check =
    offset > range.end
      ? 'the log is older than the offset: check that the log and the store of this group belong together and that neither was restored alone'
      : 'the records from there on are gone: check the retention of the topic and whether the store of this group was restored from a backup';
  return new OffsetOutOfRangeError(
    `${topic}, partition ${partition}: group ${group} asks for offset ${offset} (${own ? 'from its own store' : 'committed'}), ` +
      `the log has ${range.start} to ${range.end}; ${check}`,
  );
}
