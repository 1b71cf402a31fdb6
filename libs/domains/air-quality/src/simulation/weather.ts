import { partOfYear, sineOfSunHeight, solarHour, wander } from '@fieldline/domain-pack';
import { relativeHumidity } from '../physics/humid-air.js';
import type { City } from './city.js';
import { clamp, skyOver, type Sky } from './sky.js';

const HOUR_MS = 3_600_000;

export interface Weather extends Sky {
  /** °C. */
  readonly temperature: number;
  /** % RH. */
  readonly humidity: number;
  /** Of the station, hPa. */
  readonly pressure: number;
  /** m/s. */
  readonly windSpeed: number;
  /** Where it blows from, degrees from north, [0, 360). */
  readonly windDirection: number;
  /** Depth in m of the air into which the ground's emissions mix. */
  readonly mixingHeight: number;
}

/** The weather of a city in the world `seed`: a function of the time alone, so all its stations share it. */
export function weatherOf(city: City, seed: number, at: number): Weather {
  const roam = (name: string, hours: number) => wander(seed, `${city.name}:${name}`, { at, periodMs: hours * HOUR_MS });
  const sky = skyOver(city, seed, at);
  const dayMean = meanOfDay(city, sky, at) + 4 * roam('airmass', 90);
  const temperature = dayMean + dayCourse(city, sky, at) + 0.4 * roam('warmth', 0.7);
  const windSpeed = wind(city, sky) * (1 + 0.5 * roam('wind', 5)) * (1 + 0.25 * roam('gust', 0.15));
  const turn = 110 * roam('turn', 36) + 50 * sky.front + 25 * roam('veer', 0.3);
  return {
    ...sky,
    temperature,
    humidity: humidity(city, { ...sky, temperature, dayMean }, roam('moisture', 7)),
    pressure: stationPressure(1016 - 14 * sky.front + 4 * roam('high', 200), city.altitude),
    windSpeed,
    windDirection: (city.mainWind + turn + 720) % 360,
    mixingHeight: mixingHeight(city, sky, { at, windSpeed }),
  };
}

/** 1 at the height of summer, −1 in mid-winter; the air lags a month behind the sun. */
export function season({ latitude }: City, at: number): number {
  const warmest = latitude >= 0 ? 0.55 : 0.05;
  return Math.cos(2 * Math.PI * (partOfYear(at) - warmest));
}

function meanOfDay(city: City, { front }: Sky, at: number): number {
  return city.meanTemperature + city.seasonSwing * season(city, at) - 1.5 * front;
}

/** Coldest about sunrise, warmest three hours after noon; clouds take off the ends. */
function dayCourse(city: City, { cloud }: Sky, at: number): number {
  const phase = ((solarHour(at, city) - 15) * Math.PI) / 12;
  return city.daySwing * (1 - 0.6 * cloud) * (Math.cos(phase) + 0.15 * Math.cos(2 * phase));
}

/** The air mass keeps its dew point through the day, so relative humidity falls as it warms; rain brings it near saturation. */
function humidity(
  city: City,
  { front, rainRate, temperature, dayMean }: Sky & { readonly temperature: number; readonly dayMean: number },
  moisture: number,
): number {
  const airMassDew = dayMean - city.dryness * (1 - 0.6 * Math.max(0, front)) + 2 * moisture;
  const wetting = Math.min(1, rainRate / 2);
  const dew = airMassDew + wetting * Math.max(0, temperature - 0.7 - airMassDew);
  return relativeHumidity(temperature, Math.min(dew, temperature - 0.1));
}

/** Sun stirs the air, and fronts bring wind. */
function wind(city: City, { radiation, front }: Sky): number {
  return city.meanWind * (0.6 + 0.6 * Math.min(1, radiation / 800) + 0.8 * Math.max(0, front));
}

/** Shallow on calm nights, deep on sunny afternoons, an hour and a half behind the sun (course as in Stull 1988, ch. 1). */
function mixingHeight(
  city: City,
  { cloud }: Sky,
  { at, windSpeed }: { readonly at: number; readonly windSpeed: number },
): number {
  const sun = Math.max(0, sineOfSunHeight(at - 1.5 * HOUR_MS, city));
  return clamp(70 + 60 * windSpeed + 1500 * sun * (1 - 0.6 * cloud), 80, 2500);
}

/** hPa at a height in m from that at sea level: the standard atmosphere (ISO 2533). */
function stationPressure(seaLevel: number, altitude: number): number {
  return seaLevel * (1 - 2.25577e-5 * altitude) ** 5.25588;
}
