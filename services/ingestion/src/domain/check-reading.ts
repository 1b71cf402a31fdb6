import type { RefusalReason } from '@fieldline/contracts';
import type { CheckedValues, ProfileCheck } from './check-values.js';
import type { SentReading } from './decode-payload.js';
import { parseDeviceTime, unparsableTime } from './measured-at.js';
import { speaksForItself } from './own-text.js';
import type { ReadingIdentity } from './reading-identity.js';
import { Refusal } from './refusal.js';

/** A reading of which at least one value passed. */
export interface CheckedReading {
  readonly sent: SentReading;
  readonly checked: CheckedValues;
  /** ms since 1970; undefined where the device gave none. */
  readonly deviceTime: number | undefined;
  /** See ReadingStamp. */
  readonly identity: number;
}

/** What every reading goes through, whether a device sent it, a person tries it, or it is replayed. */
export function checkReading(
  reading: SentReading | Refusal,
  profile: ProfileCheck,
  identity: ReadingIdentity,
): CheckedReading | Refusal {
  if (reading instanceof Refusal) return reading;
  const deviceTime = reading.ts === undefined ? undefined : parseDeviceTime(reading.ts);
  if (reading.ts !== undefined && deviceTime === undefined) return new Refusal(unparsableTime(reading.ts));
  identity.begin(reading.boot, reading.seq);
  const checked = profile.check(reading.values, identity);
  if (checked.accepted > 0) return { sent: reading, checked, deviceTime, identity: identity.end() };
  const first = checked.refused[0];
  const text = first === undefined ? 'the reading holds no value' : `no value is left: ${first.message}`;
  return new Refusal({ ...first, rule: 'no-value', message: text });
}

/** Values, `seq` or `boot` that the reading goes on without. */
export function refusedOf({ checked, sent }: CheckedReading): readonly RefusalReason[] {
  return [...checked.refused, ...sent.refused];
}

/** The device's own text where it says the same as what passed, else the values encoded anew. */
export function valuesText({ sent, checked }: CheckedReading): string {
  const own = sent.valuesText;
  const { unchanged, accepted, values } = checked;
  return unchanged && own !== undefined && speaksForItself(own, accepted) ? own : JSON.stringify(values);
}
