import type { SeededRandom } from '@fieldline/domain-pack';
import { FORGET_RATE, type ApplianceKind } from './appliances.js';
import { ROOM_SWITCHES } from './room-wiring.js';

/** Light on a desk as a share of that outside (daylight factor), as side-lit rooms have it near the windows and near the door. */
const DAYLIGHT_FACTOR: Readonly<Record<string, number>> = { switch1: 0.03, switch2: 0.01 };
/**
 * Who enters switches the light on below this, lx (EN 12464-1:2021 wants 500 lx on classroom desks); who sits there already,
 * only below half of it: people decide when they come and when they go (Hunt, Building and Environment 14, 1979).
 */
const ENTERING_NEEDS = 400;
const SITTING_NEEDS = 200;

const FAN_FROM = 26; // °C
const FAN_TO = 24.5; // °C
const AC_FROM = 27; // °C

export interface RoomSenses {
  readonly people: number;
  /** The room was empty a step before. */
  readonly entering: boolean;
  readonly lesson: { readonly withProjector: boolean } | undefined;
  /** First step of a lesson in which somebody is there. */
  readonly lessonBegins: boolean;
  /** °C in the room. */
  readonly temperature: number;
  /** lx outside. */
  readonly daylight: number;
}

/** What those present do to the switches, by need. */
export function switchByNeed(on: boolean[], senses: RoomSenses): void {
  ROOM_SWITCHES.forEach(({ id, type }, index) => {
    on[index] = wanted(type, id, on[index] as boolean, senses);
  });
}

/** What whoever leaves last does: all off, but for what is forgotten. */
export function switchOnLeaving(on: boolean[], habits: SeededRandom): void {
  ROOM_SWITCHES.forEach(({ type }, index) => {
    // drawn for each, on or off: what is forgotten later does not depend on what was on now
    const forgets = habits.fraction() < FORGET_RATE[type];
    on[index] = (on[index] as boolean) && forgets;
  });
}

function wanted(type: ApplianceKind, id: string, isOn: boolean, senses: RoomSenses): boolean {
  const { entering, lesson, lessonBegins, temperature, daylight } = senses;
  const need = entering ? ENTERING_NEEDS : SITTING_NEEDS;
  switch (type) {
    case 'light':
      return isOn || daylight * (DAYLIGHT_FACTOR[id] ?? 0) < need;
    case 'fan':
      return lesson === undefined ? isOn : temperature > FAN_FROM || (isOn && temperature > FAN_TO);
    case 'ac':
      return isOn || (lesson !== undefined && temperature > AC_FROM);
    case 'projector':
      return lessonBegins ? lesson?.withProjector === true : isOn;
    case 'computer':
      return isOn || lesson !== undefined;
    case 'outlet':
      return true;
  }
}
