import { SeededRandom } from '@fieldline/domain-pack';
import type { SchoolPlace } from './school-place.js';
import { schoolDay } from './school-calendar.js';
import { STEP_MS } from './school-clock.js';

const MINUTE_MS = 60_000;
/** Local minutes in which somebody is in the staff room. */
const STAFF_FROM = 470;
const STAFF_TO = 1000;

/** What hangs on a metering plug, W. */
interface PluggedAppliance {
  readonly name: string;
  readonly powerFactor: number;
  readonly standby: number;
  readonly running: number;
  /** Once in so long it may run. */
  readonly cycleMinutes: number;
  /** How often it does, by day and by night. */
  readonly dayShare: number;
  readonly nightShare: number;
  /** For how long, minutes: from, to. */
  readonly runs: readonly [number, number];
}

const APPLIANCES: readonly PluggedAppliance[] = [
  // A refrigerator's compressor runs a third to a half of the time, day and night.
  {
    name: 'Refrigerator',
    powerFactor: 0.65,
    standby: 1.5,
    running: 95,
    cycleMinutes: 40,
    dayShare: 1,
    nightShare: 1,
    runs: [12, 20],
  },
  {
    name: 'Coffee machine',
    powerFactor: 1,
    standby: 3,
    running: 1250,
    cycleMinutes: 10,
    dayShare: 0.3,
    nightShare: 0,
    runs: [1, 4],
  },
  {
    name: 'Copier',
    powerFactor: 0.9,
    standby: 6,
    running: 850,
    cycleMinutes: 6,
    dayShare: 0.35,
    nightShare: 0,
    runs: [1, 3],
  },
];

export const PLUGS_PER_SCHOOL = APPLIANCES.length;

export interface PlugStep {
  /** Tenths of a watt. */
  readonly power: number;
  /** VA. */
  readonly reactive: number;
}

/** The appliance on one plug of a school: a function of seed and time alone. */
export class PlugLoad {
  readonly name: string;
  readonly #place: SchoolPlace;
  readonly #appliance: PluggedAppliance;
  readonly #path: string;
  readonly #phaseMs: number;
  #cycle = NaN;
  #runsUntil = 0;

  constructor(place: SchoolPlace, number: number) {
    this.#place = place;
    this.#appliance = APPLIANCES[number % PLUGS_PER_SCHOOL] as PluggedAppliance;
    this.name = this.#appliance.name;
    this.#path = `school-${place.school}/plug-${number}`;
    const phase = new SeededRandom(place.seed, `${this.#path}/phase`).fraction();
    this.#phaseMs = Math.floor((phase * this.#appliance.cycleMinutes * MINUTE_MS) / STEP_MS) * STEP_MS;
  }

  /** The step that begins at `at`. */
  step(at: number): PlugStep {
    const { cycleMinutes, standby, running, powerFactor } = this.#appliance;
    const cycleMs = cycleMinutes * MINUTE_MS;
    const cycle = Math.floor((at + this.#phaseMs) / cycleMs);
    if (cycle !== this.#cycle) {
      this.#cycle = cycle;
      this.#runsUntil = this.#drawRun(cycle, cycle * cycleMs - this.#phaseMs);
    }
    const power = Math.round(10 * (at < this.#runsUntil ? running : standby));
    return { power, reactive: (power / 10) * Math.tan(Math.acos(powerFactor)) };
  }

  /** When the run of this cycle ends; before its begin, where there is none. */
  #drawRun(cycle: number, begin: number): number {
    const { seed, clock } = this.#place;
    const { dayShare, nightShare, runs } = this.#appliance;
    const random = new SeededRandom(seed, `${this.#path}/${cycle}`);
    const { day, minute } = clock(begin);
    const isStaffed = minute >= STAFF_FROM && minute < STAFF_TO && schoolDay(day) !== 'closed';
    const share = isStaffed ? dayShare : nightShare;
    return random.fraction() < share ? begin + random.between(...runs) * MINUTE_MS : begin;
  }
}
