import { whole, type Sending } from '../sender/sending.js';
import { anyOf, type BeginEpisode, type Episode } from './fault.js';

/** A reading that is held back and sent after one to three newer ones. */
export const late: BeginEpisode = (_turn, random) => holdBack(anyOf(random, 1, 3));

function holdBack(newerOnes: number): Episode {
  let held: Sending | undefined;
  let left = newerOnes;
  return {
    step({ at, values, counting }) {
      const reading = whole(counting.take(at, values));
      if (held === undefined) {
        held = reading;
        return { send: [], faults: 0, over: false };
      }
      left -= 1;
      return left > 0 ? { send: [reading], faults: 0, over: false } : { send: [reading, held], faults: 1, over: true };
    },
    end() {
      // without a newer one before it, it is not late
      return { send: held === undefined ? [] : [held], faults: left < newerOnes ? 1 : 0 };
    },
  };
}
