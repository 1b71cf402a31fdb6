import { localClock, wander, type LocalClock } from '@fieldline/domain-pack';
import { mixingRatio } from '../physics/gas-concentration.js';
import { no2Photolysis, photostationaryNo2 } from '../physics/photostationary-state.js';
import type { City } from './city.js';
import { emissions, TRACERS, type Flux, type Tracer } from './emissions.js';
import { plumeAt, PlumeEvents } from './plume.js';
import type { StationPlace } from './station-place.js';
import { TracerColumn, type LossRates } from './tracer-column.js';
import { season, weatherOf, type Weather } from './weather.js';

/** What the air at a station truly is. */
export interface Air {
  readonly weather: Weather;
  /** ppb. */
  readonly co: number;
  readonly nox: number;
  readonly no2: number;
  readonly o3: number;
  readonly so2: number;
  /** µg/m³. */
  readonly pm25: number;
  readonly coarse: number;
  readonly benzene: number;
  readonly nmhc: number;
}

/** m of city that the wind crosses before it reaches a station. */
const FETCH = 8000;
/** Even a calm creeps, m/s. */
const LEAST_WIND = 0.3;
/** m/s of dry deposition (Seinfeld and Pandis, Atmospheric Chemistry and Physics, 3rd ed., ch. 19). */
const DEPOSITION = { co: 0, nox: 0.001, so2: 0.004, pm25: 0.001, coarse: 0.01, ozone: 0.004 } as const;
/** Part of NOx that leaves exhausts as NO₂. */
const PRIMARY_NO2 = 0.15;

/** The air around one station, step by step. */
export class StationAir {
  readonly columns = Object.fromEntries(TRACERS.map((tracer) => [tracer, new TracerColumn()])) as Readonly<
    Record<Tracer, TracerColumn>
  >;
  readonly #city: City;
  readonly #place: StationPlace;
  readonly #seed: number;
  readonly #events: PlumeEvents;
  readonly #clock: LocalClock;
  #height: number | undefined;

  constructor(city: City, place: StationPlace, seed: number) {
    this.#city = city;
    this.#place = place;
    this.#seed = seed;
    this.#events = new PlumeEvents(seed, city.name);
    this.#clock = localClock(city.timeZone);
  }

  /** Lives through the `seconds` before `at`; the first time it only finds its balance. */
  step(at: number, seconds: number): Air {
    const weather = weatherOf(this.#city, this.#seed, at);
    const given = emissions(this.#place, this.#clock(at), weather);
    // as the layer sinks from one height to another, what was above stays above
    const aloft = Math.max(0, Math.log((this.#height ?? weather.mixingHeight) / weather.mixingHeight)) / seconds;
    for (const tracer of TRACERS) {
      const rates = lossRates(tracer, weather, aloft);
      if (this.#height === undefined) this.columns[tracer].settle(given[tracer], rates);
      else this.columns[tracer].step(given[tracer], rates, seconds);
    }
    this.#height = weather.mixingHeight;
    return this.#air(at, weather);
  }

  #air(at: number, weather: Weather): Air {
    const own = this.#concentrations(at, weather);
    const roam = (name: string) => wander(this.#seed, `${this.#city.name}:${name}`, { at, periodMs: 100 * 3_600_000 });
    const winter = (1 - season(this.#city, at)) / 2;
    const nox = 3 + mixingRatio('no2', own.nox, weather);
    // ozone that comes with the air is lost to the ground below shallow layers at night
    const flush = Math.max(LEAST_WIND, weather.windSpeed) / FETCH;
    const kept = flush / (flush + DEPOSITION.ozone / weather.mixingHeight);
    const incoming = (34 + 8 * roam('ozone') - 10 * winter) * kept;
    const ox = incoming + mixingRatio('o3', own.ozone, weather) + PRIMARY_NO2 * nox;
    const photolysis = no2Photolysis(weather.sun) * (1 - 0.6 * weather.cloud);
    const no2 = photostationaryNo2({ nox, ox }, photolysis, weather);
    return {
      weather,
      co: 110 + 50 * winter + mixingRatio('co', own.co, weather),
      nox,
      no2,
      o3: ox - no2,
      so2: 0.6 + mixingRatio('so2', own.so2, weather),
      pm25: 8 + 5 * roam('haze') - 2 * weather.front + own.pm25,
      coarse: 7 + 4 * roam('dust') + own.coarse,
      // ratios to carbon monoxide of traffic exhaust
      benzene: 0.2 + 0.004 * own.co,
      nmhc: 30 + 0.15 * own.co,
    };
  }

  /** µg/m³ above what the air brought in: the mixed layer's and the plumes'. */
  #concentrations(at: number, weather: Weather): Flux {
    const own: Record<Tracer, number> = { co: 0, nox: 0, so2: 0, pm25: 0, coarse: 0, ozone: 0 };
    for (const tracer of TRACERS) own[tracer] = this.columns[tracer].stored / weather.mixingHeight;
    for (const event of this.#events.at(at)) {
      const smoke = plumeAt(event, this.#place, weather, at);
      for (const tracer of ['pm25', 'coarse', 'co', 'nox', 'so2'] as const) own[tracer] += smoke * event.share[tracer];
    }
    return own;
  }
}

/** Rain takes particles with 10⁻⁴ R^0.8 per second, R in mm/h (below-cloud scavenging; Seinfeld and Pandis, ch. 20). */
function lossRates(tracer: Tracer, { windSpeed, mixingHeight, rainRate }: Weather, aloft: number): LossRates {
  const washout = tracer === 'pm25' || tracer === 'coarse' ? 1e-4 * rainRate ** 0.8 : 0;
  return {
    wind: Math.max(LEAST_WIND, windSpeed) / FETCH,
    aloft,
    removal: washout + DEPOSITION[tracer] / mixingHeight,
  };
}
