import { DateTime } from 'luxon';
import { RecordingError } from './recording-error.js';

/** Clocks are put on and back at whole quarters of an hour. */
const SAME_OFFSET_MS = 15 * 60_000;

/**
 * Makes the function that gives the instant, ms since 1970, at which clocks in `zone` show a local time, which is given as
 * if it were UTC. A time that stands twice is the earlier one; one that never was is a {@link RecordingError}.
 */
export function localInstants(zone: string): (local: number) => number {
  let quarter: number | undefined;
  let behindMs = 0;
  return (local) => {
    const here = Math.floor(local / SAME_OFFSET_MS);
    if (here !== quarter) {
      behindMs = instantOf(local, zone) - local;
      quarter = here;
    }
    return local + behindMs;
  };
}

function instantOf(local: number, zone: string): number {
  const shown = DateTime.fromMillis(local, { zone: 'utc' });
  const there = shown.setZone(zone, { keepLocalTime: true });
  if (!there.isValid) throw new RecordingError(`'${zone}' is no IANA time zone`);
  if (there.hour !== shown.hour || there.minute !== shown.minute) {
    throw new RecordingError(`${shown.toFormat('yyyy-MM-dd HH:mm')} never was in ${zone}: clocks were put forward`);
  }
  return Math.min(...there.getPossibleOffsets().map((possible) => possible.toMillis()));
}
