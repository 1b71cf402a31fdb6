import { gauge } from './gauge.js';

const NOISE = 'Analysers and electrochemical cells show a little less than zero when their zero has drifted';
const CO_SPAN = 'the widest setting of infrared analysers is 1,000 ppm (EN 14626 tests to 86 ppm)';
const GAS_SPAN = 'the widest setting of ambient analysers is 20 ppm';
const SAME = 'The range of the mixing ratio at 0 °C and 1,013.25 hPa, where a volume holds most of it, rounded outward';

const ppb = (metric: string) => gauge(metric, { unit: '[ppb]', min: -50, max: 20_000 }, `${NOISE}; ${GAS_SPAN}.`);

/** `molarMass` in g/mol: 1 ppb is molarMass / 22.414 µg/m³ at 0 °C and 1,013.25 hPa. */
const mass = (metric: string, [min, max]: readonly [number, number], molarMass: number) =>
  gauge(metric, { unit: 'ug/m3', min, max }, `${SAME} (${molarMass} g/mol in 22.414 l/mol).`);

/** Gases as mixing ratio (systems.md A5) and as mass in a volume; see the profile. */
export const gasMetrics = [
  gauge('co', { unit: '[ppm]', min: -5, max: 1000 }, `${NOISE}; ${CO_SPAN}.`),
  ppb('no2'),
  ppb('o3'),
  ppb('so2'),
  ppb('nox'),
  mass('coMassConcentration', [-6300, 1.3e6], 28.01),
  mass('no2MassConcentration', [-103, 42_000], 46.005),
  mass('o3MassConcentration', [-108, 43_000], 47.997),
  mass('so2MassConcentration', [-143, 58_000], 64.06),
  gauge(
    'nmhcMassConcentration',
    { unit: 'ug/m3', min: -50, max: 67_000 },
    'Flame-ionisation analysers for ambient air span at most 100 ppm of carbon, methane-equivalent: 67 mg/m³ at 20 °C; noise below zero as for the gases.',
  ),
  gauge(
    'benzeneMassConcentration',
    { unit: 'ug/m3', min: -5, max: 5000 },
    'Ambient gas chromatographs end near 1,000 µg/m³ (EN 14662-3 tests to 50); fence-line monitors reach a few thousand.',
  ),
];
