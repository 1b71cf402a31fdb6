import { whole } from '../sender/sending.js';
import { anyOf, forTurns, type BeginEpisode } from './fault.js';

/** A clock that lost its battery: it counts whole seconds from 1970-01-01T00:00:00Z on, as after a start without network. */
export const clock1970: BeginEpisode = ({ at: startedAt }, random) =>
  forTurns(anyOf(random, 2, 4), ({ at, values, counting }) => ({
    ...whole(counting.take(Math.floor((at - startedAt) / 1000), values)),
    atArrival: true,
  }));
