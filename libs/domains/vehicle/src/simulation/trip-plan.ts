import { SeededRandom, type LocalTime } from '@fieldline/domain-pack';

const SATURDAY = 6;
/** A vehicle that comes home later than this after a planned departure lets that trip be, h. */
const PATIENCE = 2;

export type Duty = 'day' | 'round-the-clock';

/** When a vehicle sets out: by day on working days, now and then at weekends; or every two hours, day and night. */
export class TripPlan {
  readonly #seed: number;
  readonly #name: string;
  readonly #duty: Duty;
  #day: number;
  #departures: number[];

  /** Departures before `now` are over. */
  constructor(vehicle: { seed: number; name: string; duty: Duty }, now: LocalTime) {
    ({ seed: this.#seed, name: this.#name, duty: this.#duty } = vehicle);
    this.#day = now.day;
    this.#departures = this.#plan(now).filter((hour) => hour > now.hour);
  }

  /** Whether it is time to go; each departure is told once. */
  due(now: LocalTime): boolean {
    if (now.day !== this.#day) {
      this.#day = now.day;
      this.#departures = this.#plan(now);
    }
    let go = false;
    while ((this.#departures[0] ?? Infinity) <= now.hour) {
      go = now.hour - (this.#departures.shift() as number) < PATIENCE;
    }
    return go;
  }

  #plan({ day, weekday }: LocalTime): number[] {
    const random = new SeededRandom(this.#seed, `trips:${this.#name}:${day}`);
    if (this.#duty === 'round-the-clock') return Array.from({ length: 12 }, (_, i) => 2 * i + random.between(0, 0.8));
    const trips = weekday < SATURDAY ? 2 + Math.floor(3 * random.fraction()) : Math.floor(2 * random.fraction());
    return Array.from({ length: trips }, () => random.between(6.5, 18)).sort((a, b) => a - b);
  }
}
