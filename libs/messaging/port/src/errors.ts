import { RetriableError } from '@fieldline/platform';

/** The log could not take the records now: disk full, file system or broker away. */
export class LogUnavailableError extends RetriableError {
  override readonly name = 'LogUnavailableError';
}

/** A record is larger than the log takes; splitting or shortening it is the caller's matter. */
export class RecordTooLargeError extends Error {
  override readonly name = 'RecordTooLargeError';
}

/** The group's next record is gone from the log, so going on would skip records silently. The subscription stops. */
export class OffsetOutOfRangeError extends Error {
  override readonly name = 'OffsetOutOfRangeError';
}
