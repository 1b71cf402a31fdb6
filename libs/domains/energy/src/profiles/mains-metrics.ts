import { gaugesStaleAfter, type MetricDefinition } from '@fieldline/domain-pack';

/** Two of the usual intervals of 30 s (E2) may be missed, and a minute of reconnecting. */
export const STALE_SECONDS = 120;
export const gauge = gaugesStaleAfter(STALE_SECONDS);

/** Phase to neutral. */
export const mainsVoltage = gauge('voltage', {
  unit: 'V',
  min: 0,
  max: 440,
  reason:
    'When the neutral is lost, a single-phase load sees up to the voltage between phases: 400 V (IEC 60038) + 10 % (EN 50160).',
});

/** Since the device began to count. */
export const energyCounter: MetricDefinition = {
  metric: 'energy',
  unit: 'W.h',
  kind: 'counter',
  type: 'number',
  min: 0,
  max: 1e11,
  reason:
    'Meters count up to 8 digits of kWh at most: 100 GWh, which the largest device of this pack, 80 kW, takes in 143 years.',
  stalenessSeconds: STALE_SECONDS,
};
