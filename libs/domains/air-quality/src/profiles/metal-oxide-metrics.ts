import { gauge } from './gauge.js';

const COUNTS =
  'As the converter gives it, uncalibrated: hot metal-oxide sensors are read by converters of at most 16 bits, 0 to 65,535.';

/**
 * Raw channels of metal-oxide sensors, each named after the gas it was made for; all answer to other gases, temperature and
 * humidity too. `moxNox` falls when its gas rises, the others rise.
 */
export const metalOxideMetrics = ['moxCo', 'moxNmhc', 'moxNox', 'moxNo2', 'moxO3'].map((metric) =>
  gauge(metric, { unit: '1', min: 0, max: 65_535 }, COUNTS),
);
