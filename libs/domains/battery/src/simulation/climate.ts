import { partOfYear, wander } from '@fieldline/domain-pack';

const DAY_MS = 86_400_000;
/** The air is warmest about three weeks after midsummer and three hours after noon. */
const WARMEST_DAY = 200;
const WARMEST_HOUR = 15;
const WEATHER_K = 4;

/** Outdoor air: mean of the year, and half of what lies between seasons and between day and night, °C and K. */
export interface Climate {
  readonly meanC: number;
  readonly seasonK: number;
  readonly dayK: number;
}

export interface ClimateMoment {
  readonly seed: number;
  /** Whose weather; devices of a place share it. */
  readonly place: string;
  /** ms since 1970. */
  readonly at: number;
  /** Local, 0 to 24. */
  readonly hour: number;
}

/** °C outdoors: season, time of day, and weather that changes over days. For the northern half of the world. */
export function outdoorC({ meanC, seasonK, dayK }: Climate, { seed, place, at, hour }: ClimateMoment): number {
  const season = Math.cos(2 * Math.PI * (partOfYear(at) - WARMEST_DAY / 365.2425));
  const day = Math.cos((2 * Math.PI * (hour - WARMEST_HOUR)) / 24);
  const weather = wander(seed, `${place}:weather`, { at, periodMs: 2.5 * DAY_MS });
  return meanC + seasonK * season + dayK * day + WEATHER_K * weather;
}
