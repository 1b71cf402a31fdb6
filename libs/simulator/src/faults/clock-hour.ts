import { whole } from '../sender/sending.js';
import { anyOf, forTurns, type BeginEpisode } from './fault.js';

const HOUR_MS = 3_600_000;
/** Keeps what is measured an hour behind off the instants of earlier readings, which are whole hundredths of a second. */
const BESIDE_MS = 5;

/** Summer time taken for winter time: an hour ahead, which no server believes. */
export const clockHourAhead: BeginEpisode = (_turn, random) =>
  forTurns(anyOf(random, 2, 5), ({ at, values, counting }) => ({
    ...whole(counting.take(at + HOUR_MS, values)),
    atArrival: true,
  }));

/** And the other way: an hour behind, which is as good as a late reading. */
export const clockHourBehind: BeginEpisode = (_turn, random) =>
  forTurns(anyOf(random, 2, 5), ({ at, values, counting }) => whole(counting.take(at - HOUR_MS + BESIDE_MS, values)));
