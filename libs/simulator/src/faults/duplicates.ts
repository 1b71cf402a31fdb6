import { whole } from '../sender/sending.js';
import { once, type BeginEpisode } from './fault.js';

/** A device that did not hear its acknowledgement: the same message twice, byte for byte. */
export const duplicates: BeginEpisode = () =>
  once(({ at, values, counting }) => {
    const reading = whole(counting.take(at, values));
    return { send: [reading, { payload: reading.payload }], faults: 1 };
  });
