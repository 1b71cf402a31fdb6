import { DateTime, IANAZone } from 'luxon';
import { RecordingError } from './recording-error.js';

const MINUTE_MS = 60_000;
/** Clocks are put on and back at whole quarters of an hour. */
const SAME_OFFSET_MS = 15 * MINUTE_MS;
/** Zones lie less than a day from UTC, and change no more than once within two. */
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Makes the function that gives the instant, ms since 1970, at which clocks in `zone` show a local time, which is given as
 * if it were UTC. A time that stands twice is the earlier one; one that never was is a {@link RecordingError}.
 */
export function localInstants(zone: string): (local: number) => number {
  const there = IANAZone.create(zone);
  if (!there.isValid) throw new RecordingError(`'${zone}' is no IANA time zone`);
  let quarter: number | undefined;
  let behindMs = 0;
  return (local) => {
    const here = Math.floor(local / SAME_OFFSET_MS);
    if (here !== quarter) {
      behindMs = instantOf(local, there) - local;
      quarter = here;
    }
    return local + behindMs;
  };
}

function instantOf(local: number, zone: IANAZone): number {
  const offsets = [zone.offset(local - DAY_MS), zone.offset(local + DAY_MS)];
  const candidates = offsets.map((minutes) => local - minutes * MINUTE_MS);
  if (candidates[0] === candidates[1]) return candidates[0] as number;
  const shown = candidates.filter((at, index) => zone.offset(at) === offsets[index]);
  if (shown.length > 0) return Math.min(...shown);
  const text = DateTime.fromMillis(local, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm');
  throw new RecordingError(`${text} never was in ${zone.name}: clocks were put forward`, 'time');
}
