import { payloadOf, whole, type Sending } from '../sender/sending.js';
import { once, type BeginEpisode } from './fault.js';

/**
 * Messages of one burst: four times the publishes a second that the link lets a device send (libs/device-link/broker), so
 * that a burst is over it even where twice a second's worth passes at once.
 */
export const FLOOD_MESSAGES = 4_000;

/** A device caught in its retry loop: the same message, as often and as fast as it can. All but the first are repetitions. */
export const flood: BeginEpisode = () =>
  once(({ at, values, counting }) => {
    const reading = counting.take(at, values);
    const again: Sending = { payload: payloadOf(reading) };
    return {
      send: [whole(reading), ...Array.from({ length: FLOOD_MESSAGES - 1 }, () => again)],
      faults: FLOOD_MESSAGES - 1,
    };
  });
