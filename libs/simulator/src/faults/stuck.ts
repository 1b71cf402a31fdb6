import { whole } from '../sender/sending.js';
import { anyOf, forTurns, type BeginEpisode } from './fault.js';

/** A sensor that hangs: time and count go on, the values do not. */
export const stuck: BeginEpisode = ({ lastStored }, random) =>
  forTurns(anyOf(random, 3, 6), ({ at, counting }) => whole(counting.take(at, lastStored)));
