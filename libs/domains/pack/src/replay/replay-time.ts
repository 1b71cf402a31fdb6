import { DateTime } from 'luxon';
import type { ReplayTime } from './replay-mapping.js';

/** A recording does not fit its declaration; the message says which column and what would be right. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** The fields of one row by column name; throws {@link RecordingError} for a column that the file has not. */
export type Field = (column: string) => string;

/**
 * Makes the function that gives each row's time of measurement, ms since 1970. Rows must come in file order, for the first
 * may carry the start. A local time that stands twice (clocks put back) is the earlier one; one that never was (clocks put
 * forward) is a {@link RecordingError}.
 */
export function replayClock(time: ReplayTime): (field: Field) => number {
  return time.kind === 'local-hour' ? (field) => localHour(time, field) : elapsedClock(time);
}

function elapsedClock(time: Extract<ReplayTime, { kind: 'start-and-elapsed' }>): (field: Field) => number {
  let start: number | undefined;
  return (field) => {
    start ??= startTime(time, field);
    const text = field(time.elapsedSecondsColumn);
    const seconds = Number(text);
    if (text.trim() === '' || !Number.isFinite(seconds)) {
      throw new RecordingError(`column '${time.elapsedSecondsColumn}' holds '${text}', expected seconds`);
    }
    return start + Math.round(seconds * 1000);
  };
}

function startTime(time: Extract<ReplayTime, { kind: 'start-and-elapsed' }>, field: Field): number {
  const text = field(time.startColumn);
  const parsed = DateTime.fromFormat(text, time.startFormat, { zone: 'utc', locale: 'en-US' });
  if (!parsed.isValid) {
    throw new RecordingError(`column '${time.startColumn}' holds '${text}', expected a time like ${time.startFormat}`);
  }
  return instant(parsed, time.zone);
}

function localHour(time: Extract<ReplayTime, { kind: 'local-hour' }>, field: Field): number {
  const part = (column: string): number => {
    const text = field(column);
    if (!/^\d+$/.test(text)) throw new RecordingError(`column '${column}' holds '${text}', expected a whole number`);
    return Number(text);
  };
  const parts = { year: part(time.year), month: part(time.month), day: part(time.day), hour: part(time.hour) };
  const local = DateTime.fromObject(parts, { zone: 'utc' });
  if (!local.isValid) {
    throw new RecordingError(`${parts.year}-${parts.month}-${parts.day} ${parts.hour} h is no date and hour`);
  }
  return instant(local, time.zone);
}

/** The instant at which clocks in `zone` show what `local` shows in UTC. */
function instant(local: DateTime, zone: string): number {
  const there = local.setZone(zone, { keepLocalTime: true });
  if (!there.isValid) throw new RecordingError(`'${zone}' is no IANA time zone`);
  if (there.hour !== local.hour || there.minute !== local.minute) {
    throw new RecordingError(`${local.toFormat('yyyy-MM-dd HH:mm')} never was in ${zone}: clocks were put forward`);
  }
  return Math.min(...there.getPossibleOffsets().map((possible) => possible.toMillis()));
}
