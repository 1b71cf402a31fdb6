import { flag, gaugesStaleAfter, type MetricDefinition, type ProfileDefinition } from '@fieldline/domain-pack';
import { PLATINUM } from './recorded-gauge.js';

const STALE_SECONDS = 120;
const gauge = gaugesStaleAfter(STALE_SECONDS);
const massFlow = (metric: string, what: string): MetricDefinition =>
  gauge(metric, {
    unit: 'kg/h',
    min: 0,
    max: 5e6,
    reason: `${what}; the largest boilers make about 3,000 t/h; with a margin.`,
  });

const steam: readonly MetricDefinition[] = [
  gauge('steamPressure', {
    unit: 'bar',
    min: -1,
    max: 400,
    reason: 'Above the atmosphere: −1 bar is vacuum; supercritical boilers run at about 300 bar, with a margin.',
    largestStep: 20,
  }),
  gauge('steamTemperature', {
    unit: 'Cel',
    min: -50,
    max: 850,
    reason: `${PLATINUM}; the hottest live steam is below 650 °C, a boiler standing outdoors is as cold as the air.`,
    largestStep: 100,
  }),
  massFlow('steamFlow', 'Vortex and orifice meters tell no return flow'),
];

const water: readonly MetricDefinition[] = [
  gauge('feedwaterTemperature', {
    unit: 'Cel',
    min: -50,
    max: 400,
    reason: `${PLATINUM}; feedwater is heated to 350 °C at most (below the critical point, 374 °C).`,
    largestStep: 100,
  }),
  massFlow('feedwaterFlow', 'The check valve lets none back'),
  gauge('waterLevel', {
    unit: '%',
    min: 0,
    max: 100,
    reason: 'Of the transmitter’s span, by definition; beyond its ends it cannot tell.',
  }),
  massFlow('blowdownFlow', 'Blowdown leaves, never enters'),
];

const firing: readonly MetricDefinition[] = [
  flag('burnerOn', STALE_SECONDS),
  gauge('firingRate', {
    unit: '%',
    min: 0,
    max: 120,
    reason: 'Of the rated heat; burners are built for at most a fifth more than the boiler’s rating.',
  }),
  massFlow('fuelFlow', 'Fuel weighs less than the steam made with it'),
  gauge('combustionAirTemperature', {
    unit: 'Cel',
    min: -60,
    max: 500,
    reason: `${PLATINUM}; from outdoor air to regenerative preheaters (about 400 °C).`,
  }),
  gauge('flueGasTemperature', {
    unit: 'Cel',
    min: -50,
    max: 1300,
    reason: 'From a cold stack to the furnace’s end; type K thermocouples reach 1,300 °C (IEC 60584-1).',
    largestStep: 400,
  }),
  gauge('flueGasOxygen', {
    unit: '%',
    min: 0,
    max: 25,
    reason: 'By volume, dry; air has 20.9 %, zirconia probes are spanned to 25 %.',
  }),
  gauge('flueGasCo', {
    unit: '[ppm]',
    min: 0,
    max: 40_000,
    reason: 'By volume, dry; flue-gas analysers’ widest diluted range is 4 %.',
  }),
  flag('sootBlowing', STALE_SECONDS),
];

const performance: readonly MetricDefinition[] = [
  gauge('efficiency', {
    unit: '%',
    min: 0,
    max: 112,
    reason: 'By losses, on the lower heating value; condensing the flue gas of natural gas wins up to 11 % more.',
  }),
  {
    metric: 'energy',
    unit: 'W.h',
    kind: 'counter',
    type: 'number',
    min: 0,
    max: 1e15,
    reason: 'Heat given to the steam; 1 GW for 100 years stays below.',
    stalenessSeconds: STALE_SECONDS,
  },
];

/**
 * One steam boiler (systems.md S2). `steamPressure` is gauge pressure, above the atmosphere, as boiler rooms speak;
 * saturation follows from it with 1.013 bar more. Flows are masses, fuel included, so gas and oil compare.
 *
 * Ranges say what the instruments can truly report; limiters and permitted pressure belong to the single boiler.
 */
export const steamBoilerProfile: ProfileDefinition = {
  id: 'steam-boiler',
  version: 1,
  name: 'Steam boiler',
  lifetime: 'raw-90d', // S2: the README says what is kept longer
  metrics: [...steam, ...water, ...firing, ...performance],
};
