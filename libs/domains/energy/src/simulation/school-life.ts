import { wander } from '@fieldline/domain-pack';
import { PLUGS_PER_SCHOOL, PlugLoad } from './plug-load.js';
import { RoomLife, type RoomStep } from './room-life.js';
import { ROOM_SWITCHES } from './room-wiring.js';
import type { SchoolPlace } from './school-place.js';
import { schoolDay } from './school-calendar.js';

export const ROOMS_PER_SCHOOL = 16;

/** Servers, alarm system, emergency lights: always. Corridors and ventilation while the house is open, local minutes. */
const ALWAYS_POWER = 900; // W
const OPEN_POWER = 2600; // W
const OPEN_FROM = 440;
const OPEN_TO = 1260;
const BASE_POWER_FACTOR = 0.92;
const HOUR_MS = 3_600_000;

/** The circuits that a school's three sub-meters count, by kind. */
const GROUPS = { light: 0, ac: 1, outlet: 2, computer: 2, projector: 2, fan: undefined } as const;
const PLUG_GROUP = 2;

/** A whole school over one step; tenths of a watt. */
export interface SchoolStep {
  readonly power: number;
  readonly base: number;
  readonly rooms: readonly RoomStep[];
  readonly plugs: readonly number[];
  /** Lights, air conditioners, outlets with what is plugged in. */
  readonly groups: readonly [number, number, number];
  /** VA. */
  readonly reactive: number;
  /** V. */
  readonly voltage: number;
}

/** All rooms and plugs of a school with what else it draws: what its meter sees. */
export class SchoolLife {
  readonly #place: SchoolPlace;
  readonly #rooms: readonly RoomLife[];
  readonly #plugs: readonly PlugLoad[];

  constructor(place: SchoolPlace) {
    this.#place = place;
    this.#rooms = Array.from({ length: ROOMS_PER_SCHOOL }, (_, number) => new RoomLife(place, number));
    this.#plugs = Array.from({ length: PLUGS_PER_SCHOOL }, (_, number) => new PlugLoad(place, number));
  }

  /** The step that begins at `at`; steps follow each other without gap. */
  step(at: number): SchoolStep {
    const rooms = this.#rooms.map((room) => room.step(at));
    const plugs = this.#plugs.map((plug) => plug.step(at));
    const base = basePower(this.#place, at);
    const groups: [number, number, number] = [0, 0, 0];
    for (const { powers } of rooms) addTo(groups, powers);
    for (const { power } of plugs) groups[PLUG_GROUP] += power;
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    return {
      power: base + sum(rooms.map(({ power }) => power)) + sum(plugs.map(({ power }) => power)),
      base,
      rooms,
      plugs: plugs.map(({ power }) => power),
      groups,
      reactive:
        (base / 10) * Math.tan(Math.acos(BASE_POWER_FACTOR)) +
        sum(rooms.map(({ reactive }) => reactive)) +
        sum(plugs.map(({ reactive }) => reactive)),
      voltage: this.#place.mains.voltage(at),
    };
  }
}

/** What is behind the meter and behind no board or plug, tenths of a watt. */
function basePower({ seed, school, clock }: SchoolPlace, at: number): number {
  const { day, minute } = clock(at);
  const isOpen = minute >= OPEN_FROM && minute < OPEN_TO && schoolDay(day) !== 'closed';
  const wandering = 1 + 0.1 * wander(seed, `base/${school}`, { at, periodMs: HOUR_MS });
  return Math.round(10 * (ALWAYS_POWER + (isOpen ? OPEN_POWER : 0)) * wandering);
}

function addTo(groups: [number, number, number], powers: readonly number[]): void {
  ROOM_SWITCHES.forEach(({ type }, index) => {
    const group = GROUPS[type];
    if (group !== undefined) groups[group] += powers[index] as number;
  });
}
