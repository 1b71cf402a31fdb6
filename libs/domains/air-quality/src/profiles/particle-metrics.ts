import { gauge } from './gauge.js';

const MASS =
  'Beta-attenuation monitors can be set to span at most 10 mg/m³; the offset they are shipped with lets their noise go down ' +
  'to −15 µg/m³.';

export const particleMetrics = ['pm25', 'pm10'].map((metric) =>
  gauge(metric, { unit: 'ug/m3', min: -15, max: 10_000 }, MASS),
);
