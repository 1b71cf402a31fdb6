import { RecordingError } from './recording-error.js';
import type { ReplayMapping } from './replay-mapping.js';
import type { SignalClock } from './replay-time-declaration.js';
import type { TimedRow } from './replay-time.js';

/** Makes the function that gives each row the time that the recording's clock signal told last, ms since 1970. */
export function signalClock({ events, missing }: ReplayMapping, time: SignalClock): (row: TimedRow) => number {
  if (events === undefined) throw new RangeError('only an event recording has a signal for a clock');
  let now = Date.parse(time.start);
  return ({ field }) => {
    if (field(events.signalColumn) !== time.signal) return now;
    const text = field(events.valueColumn);
    if (missing.includes(text)) return now;
    const seconds = text.trim() === '' ? NaN : Number(text);
    if (!Number.isFinite(seconds)) {
      throw new RecordingError(`signal '${time.signal}' holds '${text}', expected seconds since 1970`, 'time');
    }
    now = Math.round(seconds * 1000);
    return now;
  };
}
