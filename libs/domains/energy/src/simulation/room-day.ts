import { SeededRandom, type LocalClock } from '@fieldline/domain-pack';
import { schoolDay, type SchoolDay } from './school-calendar.js';
import type { Lesson, Timetable } from './timetable.js';

const MINUTE_MS = 60_000;
/** Of those who should come. */
const ATTENDANCE = 0.94;
/** Minutes before and after the bell, in which people come and go. */
const COME_EARLY = 4;
const COME_LATE = 5;
const LEAVE_LATE = 3;
/** The cleaner comes between 17:30 and 20:30, local time, for 6 to 12 minutes. */
const CLEANING_FROM = 1050;
const CLEANING_TO = 1230;
const CLEANING_MINUTES = [6, 12] as const;

export interface TimedLesson {
  /** ms since 1970. */
  readonly begin: number;
  readonly end: number;
  readonly withProjector: boolean;
}

export interface RoomDayParts {
  readonly seed: number;
  readonly room: string;
  /** Local day, days since 1970-01-01. */
  readonly day: number;
  readonly timetable: Timetable;
  readonly clock: LocalClock;
}

/** Who comes to a room on one day, and when: by the timetable, and the cleaner in the evening. */
export class RoomDay {
  readonly day: number;
  readonly kind: SchoolDay;
  readonly #lessons: readonly TimedLesson[];
  readonly #arrivals: readonly number[];
  readonly #departures: readonly number[];
  /** What people of this day decide, in the order of their decisions. */
  readonly habits: SeededRandom;
  #arrived = 0;
  #left = 0;
  #lesson = 0;

  constructor({ seed, room, day, timetable, clock }: RoomDayParts) {
    this.day = day;
    this.kind = schoolDay(day);
    const random = new SeededRandom(seed, `${room}/${day}`);
    this.habits = new SeededRandom(seed, `${room}/${day}/habits`);
    const visits: (readonly [number, number])[] = [];
    const at = (minute: number): number => clock.instant(day, minute);
    const lessons = timetable.lessons(day);
    for (const lesson of lessons) visits.push(...visitsOf(lesson, random, at));
    if (this.kind !== 'closed') {
      const begin = at(random.between(CLEANING_FROM, CLEANING_TO));
      visits.push([begin, begin + random.between(...CLEANING_MINUTES) * MINUTE_MS]);
    }
    this.#lessons = lessons.map(({ begin, end, withProjector }) => ({ begin: at(begin), end: at(end), withProjector }));
    this.#arrivals = visits.map(([come]) => come).toSorted((a, b) => a - b);
    this.#departures = visits.map(([, go]) => go).toSorted((a, b) => a - b);
  }

  /** How many are in the room; `at` never falls. */
  people(at: number): number {
    while ((this.#arrivals[this.#arrived] ?? Infinity) <= at) this.#arrived += 1;
    while ((this.#departures[this.#left] ?? Infinity) <= at) this.#left += 1;
    return this.#arrived - this.#left;
  }

  /** The lesson under way; `at` never falls. */
  lesson(at: number): TimedLesson | undefined {
    while ((this.#lessons[this.#lesson]?.end ?? Infinity) <= at) this.#lesson += 1;
    const next = this.#lessons[this.#lesson];
    return next !== undefined && next.begin <= at ? next : undefined;
  }
}

function visitsOf(
  lesson: Lesson,
  random: SeededRandom,
  at: (minute: number) => number,
): readonly (readonly [number, number])[] {
  const present = Math.max(1, Math.round(lesson.people * random.normal(ATTENDANCE, 0.05)));
  return Array.from({ length: present }, () => [
    at(lesson.begin + random.between(-COME_EARLY, COME_LATE)),
    at(lesson.end + random.between(0, LEAVE_LATE)),
  ]);
}
