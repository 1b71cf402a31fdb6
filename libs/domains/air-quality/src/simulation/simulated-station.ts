import { SeededRandom, type SimulatedDevice, type SimulatedValues } from '@fieldline/domain-pack';
import type { City } from './city.js';
import { LowCostSensors } from './low-cost-sensors.js';
import { ReferenceAnalysers } from './reference-analysers.js';
import { StationAir } from './station-air.js';
import type { StationPlace } from './station-place.js';
import { WeatherSensors } from './weather-sensors.js';

export const STEP_SECONDS = 60;
const STEP_MS = STEP_SECONDS * 1000;
const YEAR_MS = 365.2425 * 86_400_000;
/** The oldest sensors were put up so long before the simulation begins. */
const OLDEST_YEARS = 3;

export interface StationOrigin {
  readonly externalId: string;
  readonly city: City;
  readonly place: StationPlace;
  readonly seed: number;
}

/** A station that lives in steps of a minute from its start; between two steps it shows the same. */
export class SimulatedStation implements SimulatedDevice {
  readonly #startAt: number;
  readonly #putUpAt: number;
  readonly #air: StationAir;
  readonly #weather: WeatherSensors;
  readonly #pollution: LowCostSensors | ReferenceAnalysers;
  #steps = 0;
  #shown: SimulatedValues;

  constructor({ externalId, city, place, seed }: StationOrigin, startAt: number) {
    const random = new SeededRandom(seed, `${externalId}:sensors`);
    this.#startAt = startAt;
    this.#putUpAt = startAt - random.fraction() * OLDEST_YEARS * YEAR_MS;
    this.#air = new StationAir(city, place, seed);
    this.#weather = new WeatherSensors(random);
    this.#pollution = place.reference ? new ReferenceAnalysers(random) : new LowCostSensors(random);
    this.#shown = this.#show(startAt);
  }

  advance(at: number): SimulatedValues {
    while (this.#startAt + (this.#steps + 1) * STEP_MS <= at) {
      this.#steps += 1;
      this.#shown = this.#show(this.#startAt + this.#steps * STEP_MS);
    }
    return this.#shown;
  }

  #show(at: number): SimulatedValues {
    const air = this.#air.step(at, STEP_SECONDS);
    const weather = this.#weather.read(air.weather, STEP_SECONDS);
    return { ...this.#pollution.read(air, (at - this.#putUpAt) / YEAR_MS), ...weather };
  }
}
