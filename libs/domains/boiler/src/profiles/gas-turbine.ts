import type { MetricDefinition, ProfileDefinition } from '@fieldline/domain-pack';
import { PLATINUM, recordedGauge } from './recorded-gauge.js';

const gauge = recordedGauge(3600);
const gas = (metric: string): MetricDefinition =>
  gauge(metric, {
    unit: 'mg/m3',
    min: 0,
    max: 5000,
    reason: 'Analysers for emissions are certified to at most a few grams in a cubic metre (EN 15267-3).',
  });

/** A gas turbine with its ambient air and emissions, as hourly means and sums. */
export const gasTurbineProfile: ProfileDefinition = {
  id: 'gas-turbine',
  version: 1,
  name: 'Gas turbine',
  lifetime: 'raw-90d', // as the steam boiler
  metrics: [
    gauge('ambientTemperature', {
      unit: 'Cel',
      min: -95,
      max: 65,
      reason: '−89.2 and 56.7 °C are the extremes (WMO Archive of Weather and Climate Extremes), with a margin.',
    }),
    gauge('pressure', {
      unit: 'hPa',
      min: 300,
      max: 1100,
      reason:
        'Of the site: about 330 hPa on the highest summit, 1,089 hPa the highest even when reduced to sea level (WMO).',
    }),
    gauge('humidity', {
      unit: '%',
      min: 0,
      max: 103,
      reason:
        'Capacitive sensors in saturated air may show up to their tolerance above 100 %: 3 % RH (WMO-No. 8, vol. I, ch. 4).',
    }),
    gauge('filterPressureDrop', {
      unit: 'hPa',
      min: -10,
      max: 100,
      reason: 'Intake filters are changed at about 15 hPa; transmitters for them end at 100 hPa, zero drift below.',
    }),
    gauge('exhaustPressure', {
      unit: 'hPa',
      min: -50,
      max: 500,
      reason:
        'Above the atmosphere: the back pressure of a heat-recovery boiler is tens of hPa, with a margin; a draught sucks.',
    }),
    gauge('compressorDischargePressure', {
      unit: 'bar',
      min: -1,
      max: 60,
      reason: 'Above the atmosphere: −1 bar is vacuum; pressure ratios of gas turbines end near 45, with a margin.',
    }),
    gauge('turbineInletTemperature', {
      unit: 'Cel',
      min: -95,
      max: 1800,
      reason: 'The hottest turbines fire at about 1,700 °C, with a margin; cold, it is as warm as the air.',
    }),
    gauge('turbineOutletTemperature', {
      unit: 'Cel',
      min: -95,
      max: 850,
      reason: `${PLATINUM}; exhausts stay below 700 °C.`,
    }),
    {
      ...gauge('energyYield', {
        unit: 'MW.h',
        min: -20,
        max: 700,
        reason:
          'Between two readings an hour apart: the largest gas turbines have 600 MW, with a margin; starting, they take some.',
      }),
      kind: 'absolute',
    },
    gas('coEmission'),
    gas('noxEmission'),
  ],
};
