import type { MetricDefinition } from '@fieldline/domain-pack';
import { gauge } from './gauge.js';

const RECORDS = 'WMO Archive of Weather and Climate Extremes';

const rain: MetricDefinition = {
  ...gauge(
    'rain',
    { unit: 'mm', min: 0, max: 500 },
    `Since the reading before; 305 mm is the record of one hour (${RECORDS}), with a margin.`,
  ),
  kind: 'absolute',
};

export const weatherMetrics: readonly MetricDefinition[] = [
  gauge(
    'temperature',
    { unit: 'Cel', min: -95, max: 65, largestStep: 30 },
    `−89.2 and 56.7 °C are the extremes (${RECORDS}), with a margin for the shelter; the quickest rise on record is 27 K in two minutes (Spearfish, South Dakota, 1943).`,
  ),
  gauge(
    'dewPoint',
    { unit: 'Cel', min: -100, max: 40 },
    'Frost point of the driest polar air to a margin above 35 °C, the highest reported (Dhahran, 2003).',
  ),
  gauge(
    'humidity',
    { unit: '%', min: 0, max: 103 },
    'Capacitive sensors in saturated air may show up to their tolerance above 100 %: 3 % RH for class instruments (WMO-No. 8, vol. I, ch. 4).',
  ),
  gauge(
    'absoluteHumidity',
    { unit: 'g/m3', min: 0, max: 52 },
    'Air saturated at a dew point of 40 °C holds 51.1 g/m³.',
  ),
  gauge('vapourPressure', { unit: 'hPa', min: 0, max: 75 }, 'Air saturated at a dew point of 40 °C has 73.7 hPa.'),
  gauge(
    'pressure',
    { unit: 'hPa', min: 300, max: 1100, largestStep: 100 },
    `Of the station, not reduced to sea level: about 330 hPa on the highest summit, 1,089 hPa the highest even when reduced (${RECORDS}); a tornado passing over took 100 hPa (Manchester, South Dakota, 2003).`,
  ),
  rain,
  gauge(
    'windSpeed',
    { unit: 'm/s', min: 0, max: 120 },
    `The strongest gust outside tornadoes is 113 m/s (${RECORDS}), with a margin.`,
  ),
  gauge(
    'windDirection',
    { unit: 'deg', min: 0, max: 360 },
    'Where it blows from, clockwise from north; north is 0 or 360.',
  ),
];
