import {
  localClock,
  SeededRandom,
  wander,
  type LocalClock,
  type SimulatedDevice,
  type SimulatedValues,
} from '@fieldline/domain-pack';
import type { BoilerDesign } from './boiler-design.js';
import { boilerValues } from './boiler-values.js';
import { steamDemand } from './steam-demand.js';
import { SteamPlant, type PlantInputs } from './steam-plant.js';

const STEP_MS = 1000;
/** Demand, weather and soot blower are looked at so often. */
const INPUTS_EVERY = 10; // steps
const HOUR_MS = 3_600_000;
/** Soot is blown in the small hours of a day on which it hampers by so much, until that little is left. */
const BLOW = { above: 0.25, until: 0.03, fromHour: 2, toHour: 4 } as const;

export interface BoilerWorld {
  readonly seed: number;
  /** External id; same seed and name, same life. */
  readonly name: string;
  /** Site, whose boiler house all its boilers share. */
  readonly site: string;
  readonly timeZone: string;
  readonly design: BoilerDesign;
}

/** A boiler in its works: one-second steps from its start. */
export class SimulatedBoiler implements SimulatedDevice {
  readonly plant: SteamPlant;
  readonly #world: BoilerWorld;
  readonly #startAt: number;
  readonly #local: LocalClock;
  #steps = 0;
  #inputs: PlantInputs;

  constructor(world: BoilerWorld, startAt: number) {
    this.#world = world;
    this.#startAt = startAt;
    this.#local = localClock(world.timeZone);
    const fouling = new SeededRandom(world.seed, `fouling:${world.name}`).between(0.02, 0.2);
    this.#inputs = this.#inputsAt(startAt, fouling, false);
    this.plant = new SteamPlant(world.design, this.#inputs.demand, fouling);
    this.plant.step(this.#inputs, STEP_MS / 1000);
  }

  advance(at: number): SimulatedValues {
    const until = Math.floor((at - this.#startAt) / STEP_MS);
    for (; this.#steps < until; this.#steps++) {
      if (this.#steps % INPUTS_EVERY === 0) {
        const now = this.#startAt + this.#steps * STEP_MS;
        this.#inputs = this.#inputsAt(now, this.plant.state.fouling, this.#inputs.sootBlowing);
      }
      this.plant.step(this.#inputs, STEP_MS / 1000);
    }
    const { seed, name } = this.#world;
    return boilerValues(this.plant, this.#inputs, new SeededRandom(seed, `noise:${name}:${this.#steps}`));
  }

  #inputsAt(at: number, fouling: number, blowing: boolean): PlantInputs {
    const { seed, name, site, timeZone } = this.#world;
    const local = this.#local(at);
    const warmth = wander(seed, `air:${timeZone}:${site}`, { at, periodMs: 30 * HOUR_MS });
    const due = local.hour >= BLOW.fromHour && local.hour < BLOW.toHour;
    return {
      demand: steamDemand(seed, name, { at, local }),
      // warmest in the afternoon
      airTemperature: 24 + 4 * warmth + 3 * Math.cos(((local.hour - 15) / 12) * Math.PI),
      // the deaerator holds 103 °C as well as its controller can
      feedwaterTemperature: 103 + 1.5 * wander(seed, `feedwater:${name}`, { at, periodMs: HOUR_MS / 3 }),
      oxygenTrim: 0.5 * wander(seed, `trim:${name}`, { at, periodMs: 5 * HOUR_MS }),
      sootBlowing: due && fouling > (blowing ? BLOW.until : BLOW.above),
    };
  }
}
