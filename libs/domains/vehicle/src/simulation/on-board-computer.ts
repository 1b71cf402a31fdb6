import { wander } from '@fieldline/domain-pack';
import { coverageAt, type Surroundings } from './surroundings.js';
import type { VehicleEvent } from './vehicle-events.js';

const MINUTE = 60_000; // ms
/** % of the processor: asleep, awake, for each active function, and for each km/h (more to perceive in less time). */
const LOAD = { asleep: 3, awake: 10, each: 7, perSpeed: 0.12 } as const;
/** % of the memory: after a start, for each active function, and where the watchdog restarts it. */
const MEMORY = { fresh: 38, each: 2.5, full: 92 } as const;
const RAISE_ABOVE = 85; // % of the processor
const CLEAR_BELOW = 75;

export interface ComputerSituation extends Surroundings {
  readonly at: number;
  readonly driving: boolean;
  /** km/h. */
  readonly speed: number;
  /** m from the depot. */
  readonly place: { readonly x: number; readonly y: number };
}

/** What runs on a vehicle: its load follows speed, weather and network; its memory leaks until the watchdog restarts it. */
export class OnBoardComputer {
  readonly #seed: number;
  readonly #name: string;
  readonly #site: string;
  /** % of the memory an hour of driving. */
  readonly #leak: number;
  #leaked: number;
  #uptime: number;
  #overloaded = false;

  constructor(
    world: { seed: number; name: string; site: string },
    begin: { leak: number; leaked: number; uptime: number },
  ) {
    ({ seed: this.#seed, name: this.#name, site: this.#site } = world);
    ({ leak: this.#leak, leaked: this.#leaked, uptime: this.#uptime } = begin);
  }

  /** s. */
  get uptime(): number {
    return this.#uptime;
  }

  /** So many seconds go by; tells what happened in them. */
  step(now: ComputerSituation, seconds: number): readonly VehicleEvent[] {
    this.#uptime += seconds;
    if (!now.driving) return [];
    this.#leaked += (this.#leak * seconds) / 3600;
    if (this.memory(now) >= MEMORY.full) {
      this.#leaked = 0;
      this.#uptime = 0;
      return [RESTARTED];
    }
    return this.#watchLoad(this.cpu(now));
  }

  cpu(now: ComputerSituation): number {
    if (!now.driving) return LOAD.asleep + 1.5 * this.#wander('rest', now.at, 5 * MINUTE);
    const retries = Math.max(0, this.#coverage(now)) * 15;
    const load = LOAD.awake + LOAD.each * this.#functions(now) + LOAD.perSpeed * now.speed + retries;
    return Math.min(100, load + 6 * this.#wander('load', now.at, MINUTE));
  }

  memory(now: ComputerSituation): number {
    return Math.min(100, MEMORY.fresh + MEMORY.each * this.#functions(now) + this.#leaked);
  }

  /** ms, by the place: a tenth of a second and less where the network is good, up to a second in its holes. */
  latency(now: ComputerSituation): number {
    const coverage = this.#coverage(now);
    return 38 * Math.exp(1.5 * coverage) + 2500 * Math.max(0, coverage - 0.6);
  }

  /** Navigation, lane keeping, camera, media …; more in the dark and in rain. */
  #functions({ driving, dark, raining, at }: ComputerSituation): number {
    if (!driving) return 1;
    return 4 + Math.round(1.6 * this.#wander('functions', at, 20 * MINUTE)) + (dark ? 1 : 0) + (raining ? 1 : 0);
  }

  #watchLoad(cpu: number): readonly VehicleEvent[] {
    if (!this.#overloaded && cpu > RAISE_ABOVE) {
      this.#overloaded = true;
      return [OVERLOAD];
    }
    if (this.#overloaded && cpu < CLEAR_BELOW) {
      this.#overloaded = false;
      return [
        { ...OVERLOAD, severity: 'info', status: 'cleared', description: `Processor below ${CLEAR_BELOW} % again` },
      ];
    }
    return [];
  }

  #coverage({ place }: ComputerSituation): number {
    return coverageAt(this.#seed, this.#site, place);
  }

  #wander(what: string, at: number, periodMs: number): number {
    return wander(this.#seed, `${what}:${this.#name}`, { at, periodMs });
  }
}

const OVERLOAD: VehicleEvent = {
  ...{ eventType: 'processor-overload', severity: 'warning', component: 'computer', status: 'raised' },
  description: `Processor above ${RAISE_ABOVE} %`,
};
const RESTARTED: VehicleEvent = {
  ...{ eventType: 'restart', severity: 'error', component: 'computer', status: 'noted' },
  description: `Watchdog restart: memory ${MEMORY.full} % full`,
};
