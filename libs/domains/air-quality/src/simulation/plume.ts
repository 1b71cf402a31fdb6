import { SeededRandom } from '@fieldline/domain-pack';
import { clamp } from './sky.js';
import type { StationPlace } from './station-place.js';
import type { Weather } from './weather.js';

const HOUR_MS = 3_600_000;
/** One event may begin in each such span. */
const SPAN_MS = 8 * HOUR_MS;
const SPANS_LASTING = 2;
const LIKELIHOOD = 0.3;
/** m: nearer, a plume is no Gaussian one. */
const NEAREST = 300;

/** A fire or a release somewhere in the city. */
export interface PlumeEvent {
  readonly beginsAt: number;
  /** h until it has fallen to 1/e, after a quarter of an hour's rise. */
  readonly decayHours: number;
  readonly east: number;
  readonly north: number;
  /** g/s at its strongest. */
  readonly strength: number;
  /** µg of each given off with 1 µg of smoke. */
  readonly share: Readonly<Record<'pm25' | 'coarse' | 'co' | 'nox' | 'so2', number>>;
}

const FIRE = { pm25: 1, coarse: 0.2, co: 6, nox: 0.15, so2: 0.02 };
const RELEASE = { pm25: 0.15, coarse: 0.3, co: 0.2, nox: 0.6, so2: 1 };

/** The events of a city in the world `seed`, whoever asks. */
export class PlumeEvents {
  readonly #seed: number;
  readonly #city: string;
  #span = NaN;
  #under: readonly PlumeEvent[] = [];

  constructor(seed: number, city: string) {
    this.#seed = seed;
    this.#city = city;
  }

  /** Those that began and are not forgotten. */
  at(at: number): readonly PlumeEvent[] {
    const span = Math.floor(at / SPAN_MS);
    if (span !== this.#span) {
      this.#span = span;
      const spans = Array.from({ length: SPANS_LASTING + 1 }, (_, back) => span - back);
      this.#under = spans.flatMap((number) => this.#draw(number) ?? []);
    }
    return this.#under;
  }

  #draw(span: number): PlumeEvent | undefined {
    const random = new SeededRandom(this.#seed, `${this.#city}:plume:${span}`);
    if (random.fraction() > LIKELIHOOD) return undefined;
    return {
      beginsAt: span * SPAN_MS + random.fraction() * SPAN_MS,
      decayHours: random.between(0.5, 1.5),
      east: random.between(-4, 4),
      north: random.between(-4, 4),
      strength: random.between(1, 8),
      share: random.fraction() < 0.6 ? FIRE : RELEASE,
    };
  }
}

/**
 * What an event's smoke adds at a place, µg/m³: a Gaussian plume from the ground with the widths of neutral air over a city
 * (Briggs 1973, urban, class D). It is everywhere along the wind at once: minutes of travel are left out.
 */
export function plumeAt(event: PlumeEvent, place: StationPlace, weather: Weather, at: number): number {
  const hours = (at - event.beginsAt) / HOUR_MS;
  if (hours <= 0) return 0;
  const course = (1 - Math.exp(-hours / 0.25)) * Math.exp(-hours / event.decayHours);
  const bearing = (weather.windDirection * Math.PI) / 180;
  const [east, north] = [(place.east - event.east) * 1000, (place.north - event.north) * 1000];
  // the wind blows from `bearing`, so downwind is the other way
  const along = -(east * Math.sin(bearing) + north * Math.cos(bearing));
  if (along <= 0) return 0;
  const across = east * Math.cos(bearing) - north * Math.sin(bearing);
  const distance = Math.max(NEAREST, along);
  const wide = (0.16 * distance) / Math.sqrt(1 + 0.0004 * distance);
  const high = clamp((0.14 * distance) / Math.sqrt(1 + 0.0003 * distance), 1, weather.mixingHeight);
  const wind = Math.max(1, weather.windSpeed);
  const centre = (event.strength * 1e6 * course) / (Math.PI * wind * wide * high);
  return centre * Math.exp(-0.5 * (across / wide) ** 2);
}
