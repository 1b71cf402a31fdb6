import { lifeBegins, STEP_MS } from './school-clock.js';

const DECIWATT_MS_PER_WATT_HOUR = 36_000_000;

interface Step {
  /** Tenths of a watt. */
  readonly power: number;
}

/** A life in steps, with the energy that it took since `startAt`: the exact integral of its power. */
export class MeteredLife<S extends Step> {
  readonly #startAt: number;
  readonly #live: (at: number) => S;
  #now: S;
  #previous: S;
  #stepAt: number;
  /** Tenths of a watt × ms up to the step under way: whole numbers, so exact. */
  #energy = 0;

  constructor(startAt: number, live: (at: number) => S) {
    this.#startAt = startAt;
    this.#live = live;
    this.#stepAt = lifeBegins(startAt);
    this.#now = this.#previous = live(this.#stepAt);
    this.advance(startAt);
  }

  /** The step under way at `at`. */
  advance(at: number): S {
    while (this.#stepAt + STEP_MS <= at) {
      this.#energy += this.#taken(this.#stepAt + STEP_MS);
      this.#stepAt += STEP_MS;
      this.#previous = this.#now;
      this.#now = this.#live(this.#stepAt);
    }
    return this.#now;
  }

  /** The last whole step before the one under way. */
  get previous(): S {
    return this.#previous;
  }

  /** W.h since `startAt`, in full tenths. */
  energy(at: number): number {
    return Math.floor(((this.#energy + this.#taken(at)) * 10) / DECIWATT_MS_PER_WATT_HOUR) / 10;
  }

  #taken(until: number): number {
    return this.#now.power * Math.max(0, until - Math.max(this.#stepAt, this.#startAt));
  }
}
