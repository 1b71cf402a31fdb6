import { SeededRandom, weekdayOf } from '@fieldline/domain-pack';
import { schoolDay } from './school-calendar.js';

export interface Lesson {
  /** Minutes since local midnight. */
  readonly begin: number;
  readonly end: number;
  /** Teacher included. */
  readonly people: number;
  readonly withProjector: boolean;
}

const LESSON_MINUTES = 55;
/** Six lessons with a break from 11:00 to 11:30, as Spanish secondary schools have them. */
const MORNING = [495, 550, 605, 690, 745, 800];
/** On Tuesday and Thursday. */
const AFTERNOON = [960, 1015];
const AFTERNOON_WEEKDAYS = [2, 4];
const SCHOOL_WEEKDAYS = 5;

const LESSON_SHARE = 0.8;
const AFTERNOON_SHARE = 0.4;
const PROJECTOR_SHARE = 0.5;
const SUMMER_COURSE_ROOMS = 0.4;

/** The weekly lessons of one room, the same each week. */
export class Timetable {
  readonly #week: readonly (readonly Lesson[])[];
  readonly #inSummer: boolean;

  constructor(seed: number, room: string) {
    const random = new SeededRandom(seed, `${room}/timetable`);
    this.#week = Array.from({ length: SCHOOL_WEEKDAYS }, (_, index) => lessonsOf(index + 1, random));
    this.#inSummer = random.fraction() < SUMMER_COURSE_ROOMS;
  }

  /** In order; `day` is the local day, days since 1970-01-01. */
  lessons(day: number): readonly Lesson[] {
    const kind = schoolDay(day);
    if (kind === 'closed' || (kind === 'summer-course' && !this.#inSummer)) return [];
    return this.#week[weekdayOf(day) - 1] ?? [];
  }
}

function lessonsOf(weekday: number, random: SeededRandom): readonly Lesson[] {
  const afternoon = AFTERNOON_WEEKDAYS.includes(weekday) ? AFTERNOON : [];
  const lesson = (begin: number): Lesson => ({
    begin,
    end: begin + LESSON_MINUTES,
    people: 1 + Math.floor(random.between(14, 30)),
    withProjector: random.fraction() < PROJECTOR_SHARE,
  });
  return [
    ...MORNING.filter(() => random.fraction() < LESSON_SHARE),
    ...afternoon.filter(() => random.fraction() < AFTERNOON_SHARE),
  ].map(lesson);
}
