import { firmwareVersion, type MetricDefinition, type ProfileDefinition } from '@fieldline/domain-pack';
import { PLATINUM, recordedGauge } from './recorded-gauge.js';

const gauge = recordedGauge(60);

const temperature = (input: number): MetricDefinition =>
  gauge(`temperature${input}`, {
    unit: 'Cel',
    min: -50,
    max: 400,
    reason: `${PLATINUM}; collectors standing still in the sun stay below 300 °C, a margin above.`,
  });
const share = (metric: string): MetricDefinition =>
  gauge(metric, { unit: '%', min: 0, max: 100, reason: 'A share by definition: off to full.' });
const flow = (metric: string): MetricDefinition =>
  gauge(metric, {
    unit: 'L/h',
    min: 0,
    max: 10_000,
    reason: 'Flow sensors of such controllers end at 40 l/min; here for four in parallel.',
  });
const total = (metric: string, unit: string, [max, reason]: readonly [number, string]): MetricDefinition => ({
  ...gauge(metric, { unit, min: 0, max, reason }),
  kind: 'counter',
});
const mask = (metric: string): MetricDefinition => ({
  ...gauge(metric, { unit: '1', min: 0, max: 65_535, reason: 'A mask of 16 bits.' }),
  kind: 'state',
});
const numbered = <T>(count: number, of: (number: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => of(at + 1));

/** A solar heating controller: sensors by input, as where they sit is not part of what it tells; relays and pumps by number. */
export const solarThermalProfile: ProfileDefinition = {
  id: 'solar-thermal',
  version: 1,
  name: 'Solar heating controller',
  lifetime: 'raw-90d', // as the steam boiler
  metrics: [
    ...[1, 2, 3, 4, 5, 6, 8].map(temperature),
    gauge('systemPressure', {
      unit: 'bar',
      min: -1,
      max: 16,
      reason:
        'Above the atmosphere: −1 bar is vacuum; the circuit’s safety valve opens at 6 bar, sensors end at 16 bar.',
    }),
    flow('flow'),
    flow('pulseFlow'),
    ...numbered(2, (number) => share(`pumpSpeed${number}`)),
    ...numbered(4, (number) => share(`relayLevel${number}`)),
    ...numbered(4, (number) =>
      total(`relayRuntime${number}`, 's', [1e9, '32 years is longer than any controller serves.']),
    ),
    total('heat', 'W.h', [
      1e9,
      'Twenty years of a plant of 10 kW, day and night: 1.8 GWh; the sun shines half of them.',
    ]),
    mask('errorMask'),
    mask('statusMask'),
    firmwareVersion,
  ],
};
