import { whole } from '../sender/sending.js';
import { once, type BeginEpisode } from './fault.js';

/** The device starts anew: another boot, and its count from 0. */
export const reboot: BeginEpisode = () =>
  once(({ at, values, counting }) => {
    counting.restart();
    return { send: [whole(counting.take(at, values))], faults: 1 };
  });
