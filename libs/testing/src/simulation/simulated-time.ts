import { systemClock, type Clock, type Timer } from '@fieldline/platform';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Events in order of virtual time. Between two events everything that is already due in this process runs out. */
export class SimulatedTime {
  #now = 0;
  #order = 0;
  #events: Event[] = [];

  /** Virtual ms since the start. */
  get now(): number {
    return this.#now;
  }

  at(delayMs: number, run: () => void): Timer {
    const event: Event = { at: this.#now + Math.max(0, delayMs), order: (this.#order += 1), run, cancelled: false };
    this.#insert(event);
    return {
      cancel: () => {
        event.cancelled = true;
      },
    };
  }

  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.at(delayMs, resolve));
  }

  /** Runs events until `done` holds or virtual time reaches `untilMs`; tells whether `done` held. */
  async run(untilMs: number, done: () => boolean): Promise<boolean> {
    for (;;) {
      await settle();
      if (done()) return true;
      const event = this.#events.shift();
      if (event === undefined) return done();
      if (event.at > untilMs) {
        this.#events.unshift(event);
        this.#now = untilMs;
        return false;
      }
      if (event.cancelled) continue;
      this.#now = event.at;
      event.run();
    }
  }

  #insert(event: Event): void {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#events[middle] as Event;
      if (other.at < event.at || (other.at === event.at && other.order < event.order)) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }
}

/** Lets promise reactions and stream ticks run out; nothing of the simulation waits for anything real. */
function settle(): Promise<void> {
  return new Promise((resolve) => systemClock.defer(resolve));
}

/** The clock of one simulated process: its timers die with it, its wall clock may jump. */
export class SimulatedClock implements Clock {
  readonly #time: SimulatedTime;
  readonly #epochMs: number;
  #jumpMs = 0;
  #alive = true;

  constructor(time: SimulatedTime, epochMs: number) {
    this.#time = time;
    this.#epochMs = epochMs;
  }

  now(): number {
    return Math.floor(this.#epochMs + this.#time.now + this.#jumpMs);
  }

  monotonic(): number {
    return this.#time.now;
  }

  setTimer(callback: () => void, delayMs: number): Timer {
    return this.#time.at(delayMs, () => {
      if (this.#alive) callback();
    });
  }

  defer(callback: () => void): void {
    this.setTimer(callback, 0);
  }

  /** The wall clock is set, forwards or backwards. */
  jump(byMs: number): void {
    this.#jumpMs += byMs;
  }

  kill(): void {
    this.#alive = false;
  }
}
