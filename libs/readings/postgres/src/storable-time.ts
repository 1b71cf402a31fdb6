/** 2000-01-01, from which PostgreSQL counts its microseconds. */
export const POSTGRES_EPOCH_MS = 946_684_800_000;

/** Times outside are no measurement; also what one PostgreSQL timestamp and one partition name can say. */
export const EARLIEST_MS = 0;
export const LATEST_MS = Date.UTC(9999, 11, 31);

/** The nearest time that a reading can have, for one end of a query. */
export function storableTime(ms: number): Date {
  return new Date(Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS));
}
