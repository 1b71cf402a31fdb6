import type { FleetSite } from '@fieldline/domain-pack';

/** A city whose stations share the weather. The climate is that of the place in round numbers. */
export interface City extends FleetSite {
  /** m above the sea. */
  readonly altitude: number;
  /** °C, over the year. */
  readonly meanTemperature: number;
  /** K from the year's mean to that of the warmest month. */
  readonly seasonSwing: number;
  /** K from a clear day's mean to its afternoon. */
  readonly daySwing: number;
  /** K of the dew point below the day's mean temperature in settled weather. */
  readonly dryness: number;
  /** How unsettled it must be to rain, 0 to 1. */
  readonly rainFrom: number;
  /** m/s, over the year. */
  readonly meanWind: number;
  /** Where it mostly blows from, degrees. */
  readonly mainWind: number;
}

/** Both lie in basins that hold their air in winter, one in each hemisphere. */
export const CITIES = [
  {
    name: 'Graz',
    timeZone: 'Europe/Vienna',
    currency: 'EUR',
    latitude: 47.07,
    longitude: 15.44,
    altitude: 353,
    meanTemperature: 10,
    seasonSwing: 10.5,
    daySwing: 5.5,
    dryness: 5,
    rainFrom: 0.25,
    meanWind: 1.6,
    mainWind: 330,
  },
  {
    name: 'Santiago',
    timeZone: 'America/Santiago',
    currency: 'CLP',
    latitude: -33.45,
    longitude: -70.67,
    altitude: 567,
    meanTemperature: 14.5,
    seasonSwing: 6.5,
    daySwing: 8,
    dryness: 8,
    rainFrom: 0.6,
    meanWind: 1.9,
    mainWind: 200,
  },
] as const satisfies readonly City[];
