import { gaugesStaleAfter } from '@fieldline/domain-pack';

/** Levels told once in `intervalSeconds`; two may be missed before they count as stale. */
export function recordedGauge(intervalSeconds: number): ReturnType<typeof gaugesStaleAfter> {
  return gaugesStaleAfter(3 * intervalSeconds);
}

export const PLATINUM = 'Platinum resistance thermometers span −200 to 850 °C (IEC 60751:2022)';
