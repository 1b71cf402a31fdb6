import type { LogRecord, OutgoingRecord } from './message-bus.js';

/** Where records go that a group can never handle; every bus has it without being told. */
export const DEAD_LETTER_TOPIC = 'messaging.dead-letter.v1';

/** A record put aside, and why. */
export interface DeadLetter {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly record: LogRecord;
  readonly cause: Error;
}

/** A dead letter as the log holds it: JSON, the record's bytes in base64, times in ms since 1970. */
export interface DeadLetterRecord {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly appendedAt: number;
  readonly putAsideAt: number;
  readonly cause: { readonly name: string; readonly message: string };
  readonly value: string;
}

/** Keeps the record's key, so dead letters of one key stay in order. */
export function encodeDeadLetter(letter: DeadLetter, putAsideAt: number): OutgoingRecord {
  const { group, topic, partition, record, cause } = letter;
  const content: DeadLetterRecord = {
    group,
    topic,
    partition,
    offset: record.offset,
    key: record.key,
    appendedAt: record.appendedAt,
    putAsideAt,
    cause: { name: cause.name, message: cause.message },
    value: record.value.toString('base64'),
  };
  return { topic: DEAD_LETTER_TOPIC, key: record.key, value: Buffer.from(JSON.stringify(content)) };
}

/** Reads what {@link encodeDeadLetter} wrote; throws a SyntaxError for other bytes. */
export function decodeDeadLetter(value: Buffer): DeadLetterRecord {
  return JSON.parse(value.toString('utf8')) as DeadLetterRecord;
}
