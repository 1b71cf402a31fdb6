import type { RefusalReason } from '@fieldline/contracts';
import { refusedText } from './refusal.js';

/** Clocks before this are not believed: no device of ours was built before 2015, a clock without time starts in 1970. */
export const EARLIEST_BELIEVED_MS = Date.UTC(2015, 0, 1);
/** Clocks further ahead than this are not believed. */
export const FURTHEST_AHEAD_MS = 10 * 60_000;

/** Numbers below are seconds, from here on milliseconds: 10¹¹ s is the year 5138, 10¹¹ ms is March 1973. */
const SECONDS_BELOW = 1e11;
/**
 * Where a site keeps history, what is sent is older than any device of ours; only a clock that starts in 1970 is told
 * apart, by the first instant that a number can give in ms.
 */
export const EARLIEST_HISTORY_MS = SECONDS_BELOW;
/** ECMAScript's last representable instant. */
const LAST_INSTANT_MS = 8.64e15;

const DAY_MS = 86_400_000;

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](?:[01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A device's `ts` in ms since 1970; undefined when it cannot be read. Sent as ms, s (also fractional) or RFC 3339. */
export function parseDeviceTime(ts: unknown): number | undefined {
  if (typeof ts === 'number') {
    const ms = Math.round(Math.abs(ts) < SECONDS_BELOW ? ts * 1000 : ts);
    return Math.abs(ms) <= LAST_INSTANT_MS ? ms : undefined;
  }
  if (typeof ts !== 'string') return undefined;
  const match = RFC_3339.exec(ts);
  if (!match || !isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))) return undefined;
  const upper = ts.replace(' ', 'T').toUpperCase();
  return match[4] === '60' ? leapSecond(upper) : Date.parse(upper);
}

/** RFC 3339 writes a leap second as second 60 of a UTC day's last minute; it is taken for the one that follows. */
function leapSecond(text: string): number | undefined {
  const next = Date.parse(text.replace(/:60.*?(?=[Z+-])/, ':59')) + 1000;
  return next % DAY_MS === 0 ? next : undefined;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function unparsableTime(ts: unknown): RefusalReason {
  return {
    rule: 'unparsable-time',
    message: 'ts cannot be read as a time',
    metric: 'ts',
    value: refusedText(ts),
    expected: 'ms or s since 1970 as a number, or RFC 3339 such as 2026-05-01T12:00:00Z',
  };
}

/** Whether a device's time is to be believed, given when its message arrived; both ms since 1970. */
export function isBelieved(deviceTime: number, receivedAt: number, keepsHistory = false): boolean {
  const earliest = keepsHistory ? EARLIEST_HISTORY_MS : EARLIEST_BELIEVED_MS;
  return deviceTime >= earliest && deviceTime <= receivedAt + FURTHEST_AHEAD_MS;
}
