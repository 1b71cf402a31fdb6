import type {
  DeclaredStart,
  LocalHour,
  LocalTimeColumn,
  ReplayTime,
  StartAndElapsed,
} from './replay-time-declaration.js';
import { localInstants } from './local-instant.js';
import { localTimeReader } from './local-time-format.js';
import { RecordingError, type Field } from './recording-error.js';

/** What a clock may go by: the row's fields, whose it is, and how many came before it. */
export interface TimedRow {
  readonly field: Field;
  readonly externalId: string;
  /** 0 for the first row. */
  readonly index: number;
}

/**
 * Makes the function that gives each row's time of measurement, ms since 1970. Rows must come in file order, for the first
 * may carry the start. A local time that stands twice (clocks put back) is the earlier one; one that never was (clocks put
 * forward) is a {@link RecordingError}. A recording whose clock is a signal has its time from {@link signalClock}.
 */
export function replayClock(time: Exclude<ReplayTime, { kind: 'signal-clock' }>): (row: TimedRow) => number {
  switch (time.kind) {
    case 'local-hour':
      return hourClock(time);
    case 'local':
      return localClock(time);
    case 'start-and-elapsed':
      return elapsedClock(time);
    case 'epoch-seconds':
      return ({ field }) => Math.round(seconds(time.column, field) * 1000);
    case 'declared-start':
      return declaredClock(time);
    case 'declared-step': {
      const start = Date.parse(time.start);
      return ({ index }) => start + index * time.stepSeconds * 1000;
    }
  }
}

function elapsedClock(time: StartAndElapsed): (row: TimedRow) => number {
  const readStart = localClock({
    kind: 'local',
    column: time.startColumn,
    format: time.startFormat,
    zone: time.zone,
  });
  let start: number | undefined;
  return (row) => {
    const elapsedMs = Math.round(seconds(time.elapsedSecondsColumn, row.field) * 1000);
    // where the first row could not be read, the next that can tells when it was
    start ??= readStart(row) - (row.index === 0 ? 0 : elapsedMs);
    return start + elapsedMs;
  };
}

function declaredClock({ start, from, elapsedSecondsColumn }: DeclaredStart): (row: TimedRow) => number {
  const startedAt = Date.parse(start);
  const first = new Map<string, number>();
  return ({ field, externalId }) => {
    const elapsed = seconds(elapsedSecondsColumn, field);
    if (from === undefined) return startedAt + Math.round(elapsed * 1000);
    const origin = first.get(externalId) ?? elapsed;
    first.set(externalId, origin);
    return startedAt + Math.round((elapsed - origin) * 1000);
  };
}

function localClock({ column, format, zone }: LocalTimeColumn): (row: TimedRow) => number {
  const read = localTimeReader(format);
  const instantOf = localInstants(zone);
  return ({ field }) => {
    const text = field(column);
    const local = read(text);
    if (local === undefined) {
      throw new RecordingError(`column '${column}' holds '${text}', expected a time like ${format}`, 'time');
    }
    return instantOf(local);
  };
}

function hourClock(time: LocalHour): (row: TimedRow) => number {
  const read = localTimeReader('yyyy-M-d H');
  const instantOf = localInstants(time.zone);
  return ({ field }) => {
    const [year, month, day, hour] = [time.year, time.month, time.day, time.hour].map((column) => whole(column, field));
    const local = read(`${year}-${month}-${day} ${hour}`);
    if (local === undefined) throw new RecordingError(`${year}-${month}-${day} ${hour} h is no date and hour`, 'time');
    return instantOf(local);
  };
}

function whole(column: string, field: Field): string {
  const text = field(column);
  if (!/^\d+$/.test(text))
    throw new RecordingError(`column '${column}' holds '${text}', expected a whole number`, 'time');
  return text;
}

function seconds(column: string, field: Field): number {
  const text = field(column);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new RecordingError(`column '${column}' holds '${text}', expected seconds`, 'time');
  }
  return value;
}
