import { AirConditioner } from './air-conditioner.js';
import { RoomDay, type TimedLesson } from './room-day.js';
import { heatStep, PERSON_HEAT, SOLAR_APERTURE } from './room-heat.js';
import { reactiveOf, RoomLoads } from './room-loads.js';
import { ROOM_SWITCHES } from './room-wiring.js';
import { STEP_MS } from './school-clock.js';
import type { SchoolPlace } from './school-place.js';
import { switchByNeed, switchOnLeaving } from './switch-habits.js';
import { Timetable } from './timetable.js';

const AC_SWITCH = ROOM_SWITCHES.findIndex(({ type }) => type === 'ac');
/** Rooms are aired above this, °C, while it is cooler outside. */
const AIRING_FROM = 24;

/** Radiators of a district or gas heating: no electric load. Heated to 20 °C on school mornings, 15 °C else. */
const HEATED_MINUTES = [360, 870] as const;
const HEATED_TO = 20.5;
const SET_BACK_TO = 15;
const RADIATOR_GAIN = 2000; // W/K below
const RADIATOR_POWER = 6000; // W

/** Everything of one room over one step. */
export interface RoomStep {
  readonly people: number;
  readonly on: readonly boolean[];
  /** Tenths of a watt by switch, so that sums are exact. */
  readonly powers: readonly number[];
  /** Tenths of a watt. */
  readonly power: number;
  /** VA. */
  readonly reactive: number;
  /** V. */
  readonly voltage: number;
  /** °C at the step's beginning and end. */
  readonly temperature: number;
  readonly temperatureAfter: number;
  /** W into the room's air and walls, from whatever source. */
  readonly gains: number;
  /** J to the outside. */
  readonly lost: number;
}

interface Present {
  readonly day: RoomDay;
  /** °C. */
  readonly temperature: number;
  /** lx outside. */
  readonly daylight: number;
}

/** One classroom: who is there, what is switched on, what it draws, how warm it becomes. */
export class RoomLife {
  readonly #place: SchoolPlace;
  readonly #room: string;
  readonly #timetable: Timetable;
  readonly #loads: RoomLoads;
  readonly #ac = new AirConditioner();
  readonly #on: boolean[] = ROOM_SWITCHES.map(({ type }) => type === 'outlet');
  #day: RoomDay | undefined;
  #lesson: TimedLesson | undefined;
  #people = 0;
  #temperature: number | undefined;

  /** `number` counts the rooms of the school from 0. */
  constructor(place: SchoolPlace, number: number) {
    this.#place = place;
    this.#room = `school-${place.school}/room-${number}`;
    this.#timetable = new Timetable(place.seed, this.#room);
    this.#loads = new RoomLoads(place.seed, this.#room);
  }

  /** The step that begins at `at`; steps follow each other without gap. */
  step(at: number): RoomStep {
    const weather = this.#place.outdoors.weather(at);
    const temperature = (this.#temperature ??= Math.max(SET_BACK_TO, weather.temperature + 2));
    const day = this.#today(at);
    const people = this.#use(at, { day, temperature, daylight: weather.daylight });
    const voltage = this.#place.mains.voltage(at);
    const ac = this.#ac.step(at, this.#on[AC_SWITCH] === true, { indoor: temperature, outdoor: weather.temperature });
    const powers = this.#loads.powers(this.#on, { people, voltage, acPower: ac.power });
    const power = powers.reduce((sum, one) => sum + one, 0);
    const inside = (power - (powers[AC_SWITCH] as number)) / 10;
    const gains =
      people * PERSON_HEAT +
      weather.irradiance * SOLAR_APERTURE +
      inside -
      ac.cooling +
      radiatorPower(temperature, this.#heatedTo(at, day));
    const windowsOpen =
      people > 0 && temperature > AIRING_FROM && weather.temperature < temperature && this.#on[AC_SWITCH] === false;
    const heat = heatStep(temperature, { outdoor: weather.temperature, gains, windowsOpen }, STEP_MS / 1000);
    this.#temperature = heat.temperature;
    return {
      people,
      on: [...this.#on],
      powers,
      power,
      reactive: powers.reduce((sum, one, index) => sum + reactiveOf(index, one), 0),
      voltage,
      temperature,
      temperatureAfter: heat.temperature,
      gains,
      lost: heat.lost,
    };
  }

  /** Moves people and, through them, switches; tells how many there are. */
  #use(at: number, { day, temperature, daylight }: Present): number {
    const before = this.#people;
    this.#people = day.people(at);
    if (this.#people === 0) {
      if (before > 0) switchOnLeaving(this.#on, day.habits);
      return 0;
    }
    const lesson = day.lesson(at);
    const lessonBegins = lesson !== undefined && lesson !== this.#lesson;
    if (lessonBegins) this.#lesson = lesson;
    switchByNeed(this.#on, {
      people: this.#people,
      entering: before === 0,
      lesson,
      lessonBegins,
      temperature,
      daylight,
    });
    return this.#people;
  }

  #today(at: number): RoomDay {
    const { seed, clock } = this.#place;
    const { day } = clock(at);
    if (this.#day?.day !== day) {
      this.#day = new RoomDay({ seed, room: this.#room, day, timetable: this.#timetable, clock });
    }
    return this.#day;
  }

  #heatedTo(at: number, { kind }: RoomDay): number {
    const { minute } = this.#place.clock(at);
    const isHeated = kind === 'term' && minute >= HEATED_MINUTES[0] && minute < HEATED_MINUTES[1];
    return isHeated ? HEATED_TO : SET_BACK_TO;
  }
}

function radiatorPower(temperature: number, goal: number): number {
  return Math.min(RADIATOR_POWER, Math.max(0, RADIATOR_GAIN * (goal - temperature)));
}
