import type { ProfileDefinition } from '@fieldline/domain-pack';

const HOURLY = { stalenessSeconds: 7200 } as const;

/**
 * One air-quality station.
 *
 * Gases come in two ways, which are different metrics: as a mixing ratio (`co` in ppm, `no2` and `o3` in ppb: systems.md A5)
 * or as a mass in a volume (`…MassConcentration`). One follows from the other only with the air's temperature and
 * pressure, so what a station measures is stored as it is.
 *
 * Ranges say what a station's instruments can truly report; limits to health belong to rules.
 */
export const airStationProfile: ProfileDefinition = {
  id: 'air-station',
  version: 1,
  name: 'Air-quality station',
  lifetime: 'raw-30d', // A3
  metrics: [
    // Beta-attenuation monitors can be set to at most 10 mg/m³.
    { metric: 'pm25', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, max: 10000, ...HOURLY },
    { metric: 'pm10', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, max: 10000, ...HOURLY },
    // Ambient analysers: CO up to 1,000 ppm, NO₂, O₃ and SO₂ up to 20 ppm in their widest setting.
    { metric: 'co', unit: '[ppm]', kind: 'gauge', type: 'number', min: 0, max: 1000, ...HOURLY },
    { metric: 'no2', unit: '[ppb]', kind: 'gauge', type: 'number', min: 0, max: 20000, ...HOURLY },
    { metric: 'o3', unit: '[ppb]', kind: 'gauge', type: 'number', min: 0, max: 20000, ...HOURLY },
    // The same at 0 °C and 1,013 hPa, rounded up (28.0, 46.0, 48.0 and 64.1 g/mol in 22.4 l/mol).
    { metric: 'coMassConcentration', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, max: 1.3e6, ...HOURLY },
    { metric: 'no2MassConcentration', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, max: 42000, ...HOURLY },
    { metric: 'o3MassConcentration', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, max: 43000, ...HOURLY },
    { metric: 'so2MassConcentration', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, max: 58000, ...HOURLY },
    // World records of the WMO, with a margin: −89.2 and 56.7 °C; dew point 35 °C.
    { metric: 'temperature', unit: 'Cel', kind: 'gauge', type: 'number', min: -95, max: 65, ...HOURLY },
    { metric: 'dewPoint', unit: 'Cel', kind: 'gauge', type: 'number', min: -100, max: 40, ...HOURLY },
    { metric: 'humidity', unit: '%', kind: 'gauge', type: 'number', min: 0, max: 100, ...HOURLY },
    // Station pressure, not reduced to sea level: 300 hPa stands on the highest summits; the record is 1,085 hPa.
    { metric: 'pressure', unit: 'hPa', kind: 'gauge', type: 'number', min: 300, max: 1100, ...HOURLY },
    // Since the reading before; 305 mm is the record of one hour.
    { metric: 'rain', unit: 'mm', kind: 'absolute', type: 'number', min: 0, max: 500, ...HOURLY },
    // The strongest gust measured is 113 m/s.
    { metric: 'windSpeed', unit: 'm/s', kind: 'gauge', type: 'number', min: 0, max: 120, ...HOURLY },
    // Where it blows from, clockwise from north.
    { metric: 'windDirection', unit: 'deg', kind: 'gauge', type: 'number', min: 0, max: 360, ...HOURLY },
  ],
};
