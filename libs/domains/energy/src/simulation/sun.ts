const DAY_MS = 86_400_000;
const DEGREE = Math.PI / 180;

export interface Place {
  /** Degrees, WGS 84, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Days since the year's beginning, UTC, with fraction. */
export function dayOfYear(at: number): number {
  return (at - Date.UTC(new Date(at).getUTCFullYear(), 0)) / DAY_MS;
}

/** Sine of the sun's height above the horizon, within 0.02: Spencer's series of 1971 for declination and equation of time. */
export function sineOfElevation(at: number, { latitude, longitude }: Place): number {
  const angle = (2 * Math.PI * Math.floor(dayOfYear(at))) / 365;
  const [cos1, sin1, cos2, sin2] = [Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)];
  const declination =
    0.006918 -
    0.399912 * cos1 +
    0.070257 * sin1 -
    0.006758 * cos2 +
    0.000907 * sin2 -
    0.002697 * Math.cos(3 * angle) +
    0.00148 * Math.sin(3 * angle);
  const equationMinutes = 229.18 * (0.0000075 + 0.001868 * cos1 - 0.032077 * sin1 - 0.014615 * cos2 - 0.04089 * sin2);
  const solarMinutes = ((at % DAY_MS) + DAY_MS) / 60_000 + equationMinutes + 4 * longitude;
  const hourAngle = (solarMinutes / 4 - 180) * DEGREE;
  const north = latitude * DEGREE;
  return Math.sin(north) * Math.sin(declination) + Math.cos(north) * Math.cos(declination) * Math.cos(hourAngle);
}

/**
 * Global irradiance on level ground, W/m²: clear sky after Haurwitz (1945), and what a share of clouds (0 to 1) leaves of it
 * after Kasten and Czeplak (1980).
 */
export function globalIrradiance(sine: number, cloud: number): number {
  if (sine <= 0) return 0;
  return 1098 * sine * Math.exp(-0.059 / sine) * (1 - 0.75 * cloud ** 3.4);
}
