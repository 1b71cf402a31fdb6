import type { LocalTime } from '@fieldline/domain-pack';
import type { StationPlace } from './station-place.js';
import type { Weather } from './weather.js';

/** What is followed through the air; NOx counted as NO₂, coarse is what PM10 has beyond PM2.5. */
export const TRACERS = ['co', 'nox', 'so2', 'pm25', 'coarse', 'ozone'] as const;
export type Tracer = (typeof TRACERS)[number];
export type Flux = Readonly<Record<Tracer, number>>;

const SATURDAY = 6;

/**
 * What is given off around a station, µg per m² of ground and second. Sizes are those of busy quarters in city inventories, such
 * as 100 t NOx per km² and year, which are 3 µg/(m² s).
 */
export function emissions(place: StationPlace, local: LocalTime, weather: Weather): Flux {
  const traffic = place.traffic * trafficCourse(local);
  const heating = place.heating * heatingCourse(local, weather.temperature);
  const works = place.works * worksCourse(local);
  const dry = weather.rainRate > 0.1 ? 0.2 : 1;
  return {
    co: 12 * traffic + 6 * heating + 0.6 * works,
    nox: 4 * traffic + 0.3 * heating + 0.8 * works,
    so2: 0.02 * traffic + 0.1 * heating + 0.5 * works,
    pm25: 0.2 * traffic + 0.6 * heating + 0.15 * works,
    coarse: dry * (0.35 * traffic + 0.3 * works + 0.03 * Math.max(0, weather.windSpeed - 4) ** 2),
    ozone: photochemistry(weather),
  };
}

/** Vehicles under way, 1 at the busiest: two rushes on working days, one broad midday at weekends. */
export function trafficCourse({ weekday, hour }: LocalTime): number {
  if (weekday >= SATURDAY) return 0.1 + 0.45 * bell(hour, 14, 4.5);
  return 0.08 + 0.75 * bell(hour, 7.8, 1.2) + 0.45 * bell(hour, 12.5, 3.5) + 0.75 * bell(hour, 17.5, 1.8);
}

/** Heating rises with what is missing to 15 °C, the limit of heating days (VDI 3807), and peaks when people are at home. */
export function heatingCourse({ hour }: LocalTime, temperature: number): number {
  const need = Math.max(0, 15 - temperature) / 15;
  return need * (0.35 + 0.4 * bell(hour, 7, 1.5) + 0.65 * bell(hour, 20.5, 2.5));
}

function worksCourse({ weekday, hour }: LocalTime): number {
  return weekday >= SATURDAY ? 0.3 : 0.4 + 0.6 * bell(hour, 13, 5);
}

/** Ozone made of the region's precursors on the air's way here: with light, and more when warm. */
function photochemistry({ radiation, temperature }: Weather): number {
  return 9 * (radiation / 800) * (Math.max(0, temperature) / 25);
}

/** 1 at `centre`, falling like a Gaussian of that width in hours, over midnight too. */
function bell(hour: number, centre: number, width: number): number {
  const away = Math.abs(hour - centre);
  return Math.exp(-0.5 * (Math.min(away, 24 - away) / width) ** 2);
}
