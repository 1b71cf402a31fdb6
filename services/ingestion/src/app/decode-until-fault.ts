import type { LogRecord } from '@fieldline/messaging';
import { asError } from '@fieldline/platform';

export interface Decoded<T> {
  readonly items: readonly T[];
  /** Why the record behind the last item cannot be decoded; undefined when all could. */
  readonly fault: Error | undefined;
}

/** Decodes records up to the first that can never be. */
export function decodeUntilFault<T>(records: readonly LogRecord[], decode: (record: LogRecord) => T): Decoded<T> {
  const items: T[] = [];
  for (const record of records) {
    try {
      items.push(decode(record));
    } catch (error) {
      return { items, fault: asError(error) };
    }
  }
  return { items, fault: undefined };
}
