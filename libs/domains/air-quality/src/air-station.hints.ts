import type { Band, ProfileHints } from '@fieldline/domain-pack';

type Step = readonly [from: number, level: Band['level'], meaning: string];

/** Bands that follow each other, each up to where the next begins; the first begins with the range. */
function bands(metric: string, source: string, steps: readonly Step[]): readonly Band[] {
  return steps.map(([from, level, meaning], at) => {
    const to = steps[at + 1]?.[0];
    return {
      metric,
      ...(at === 0 ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      level,
      meaning: `${meaning} (${source}).`,
    };
  });
}

/** Where the categories of the US index begin, from Good to Hazardous; values are truncated to the breakpoints' digits before. */
function index(
  metric: string,
  source: string,
  begins: readonly [number, number, number, number, number],
): readonly Band[] {
  const [moderate, sensitive, unhealthy, very, hazardous] = begins;
  return bands(metric, source, [
    [0, 'normal', 'Good'],
    [moderate, 'caution', 'Moderate'],
    [sensitive, 'caution', 'Unhealthy for sensitive groups'],
    [unhealthy, 'critical', 'Unhealthy'],
    [very, 'critical', 'Very unhealthy'],
    [hazardous, 'critical', 'Hazardous'],
  ]);
}

/** Guidelines of the WHO; no second level there, so nothing is critical. */
function guideline(metric: string, average: string, limit: number): readonly Band[] {
  return bands(metric, `WHO global air quality guidelines 2021, ${average}`, [
    [0, 'normal', 'Within the guideline'],
    [limit, 'caution', 'Above the guideline'],
  ]);
}

const INDEX = 'US EPA air quality index, 40 CFR 58 appendix G';

/** How a station is best looked at (A12: the index's breakpoints of 2024). Bands belong to means over the time they name. */
export const airStationHints: ProfileHints = {
  profile: 'air-station',
  order: [
    ...['pm25', 'pm10', 'o3', 'no2', 'so2', 'co', 'nox', 'temperature', 'humidity', 'windSpeed', 'windDirection'],
    ...['pressure', 'rain', 'dewPoint', 'absoluteHumidity', 'vapourPressure'],
    ...['o3MassConcentration', 'no2MassConcentration', 'so2MassConcentration', 'coMassConcentration'],
    ...['benzeneMassConcentration', 'nmhcMassConcentration', 'moxCo', 'moxNmhc', 'moxNox', 'moxNo2', 'moxO3'],
  ],
  bands: [
    ...index('pm25', `${INDEX} of 2024, mean of 24 h`, [9.1, 35.5, 55.5, 125.5, 225.5]),
    ...index('pm10', `${INDEX}, mean of 24 h`, [55, 155, 255, 355, 425]),
    ...index('co', `${INDEX}, mean of 8 h`, [4.5, 9.5, 12.5, 15.5, 30.5]),
    ...index('no2', `${INDEX}, mean of 1 h`, [54, 101, 361, 650, 1250]),
    ...index('so2', `${INDEX}, mean of 1 h, from 305 ppb of 24 h`, [36, 76, 186, 305, 605]),
    ...bands('o3', `${INDEX}, mean of 8 h`, [
      [0, 'normal', 'Good'],
      [55, 'caution', 'Moderate'],
      [71, 'caution', 'Unhealthy for sensitive groups'],
      [86, 'critical', 'Unhealthy'],
      [106, 'critical', 'Very unhealthy; hazardous is defined by the mean of 1 h from 405 ppb'],
    ]),
    ...guideline('no2MassConcentration', 'mean of 24 h', 25),
    ...guideline('o3MassConcentration', 'highest mean of 8 h', 100),
    ...guideline('so2MassConcentration', 'mean of 24 h', 40),
    ...guideline('coMassConcentration', 'mean of 24 h', 4000),
  ],
};
