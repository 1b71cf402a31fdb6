import { whole } from '../sender/sending.js';
import type { BeginEpisode } from './fault.js';

/** A reading that never comes while the count goes on. Whoever counts sees it with the next one, so it counts from then on. */
export const gaps: BeginEpisode = () => {
  let lost = false;
  return {
    step({ at, values, counting }) {
      const reading = whole(counting.take(at, values));
      if (lost) return { send: [reading], faults: 1, over: true };
      lost = true;
      return { send: [], faults: 0, over: false };
    },
  };
};
