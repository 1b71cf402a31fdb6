import type { SimulatedValues } from '@fieldline/domain-pack';
import type { Reading } from './counting.js';

/** One message on its way. */
export interface Sending {
  readonly payload: string;
  /** What the server then holds of it as a new reading; absent where it holds nothing new. */
  readonly stored?: SimulatedValues;
  /** The server puts it at its arrival: the device's next reading has to be measured after that. */
  readonly atArrival?: true;
}

export function payloadOf({ ts, seq, boot, values }: Reading): string {
  return JSON.stringify({ ts, seq, boot, values });
}

/** A reading that the server takes as it is. */
export function whole(reading: Reading): Sending {
  return { payload: payloadOf(reading), stored: reading.values };
}
