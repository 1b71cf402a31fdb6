import type { SimulatedValues } from '@fieldline/domain-pack';

/** One reading as its device numbers it. */
export interface Reading {
  /** ms since 1970. */
  readonly ts: number;
  readonly seq: number;
  readonly boot: number;
  readonly values: SimulatedValues;
}

/** A device's count of its readings: 0, 1, 2 … within each boot. */
export class Counting {
  #boot: number;
  #next = 0;

  constructor(boot: number) {
    this.#boot = boot;
  }

  /** The next reading; its number is used up whether it is sent or not. */
  take(ts: number, values: SimulatedValues): Reading {
    return { ...this.peek(ts, values), seq: this.#next++ };
  }

  /** The same, leaving the number to the one after it. */
  peek(ts: number, values: SimulatedValues): Reading {
    return { ts, seq: this.#next, boot: this.#boot, values };
  }

  restart(): void {
    this.#boot += 1;
    this.#next = 0;
  }
}
