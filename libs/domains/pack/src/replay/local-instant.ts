import { DateTime } from 'luxon';
import { RecordingError } from './recording-error.js';

/** The instant, ms since 1970, at which clocks in `zone` show what `local` shows in UTC. */
export function instantOf(local: DateTime, zone: string): number {
  const there = local.setZone(zone, { keepLocalTime: true });
  if (!there.isValid) throw new RecordingError(`'${zone}' is no IANA time zone`);
  if (there.hour !== local.hour || there.minute !== local.minute) {
    throw new RecordingError(`${local.toFormat('yyyy-MM-dd HH:mm')} never was in ${zone}: clocks were put forward`);
  }
  return Math.min(...there.getPossibleOffsets().map((possible) => possible.toMillis()));
}
