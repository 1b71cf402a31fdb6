import { localClock, type FleetSite, type LocalClock } from '@fieldline/domain-pack';
import { Mains } from './mains.js';
import { Outdoors } from './outdoors.js';

/** What all rooms of a school have in common. */
export interface SchoolPlace {
  readonly seed: number;
  /** Counts the schools from 0. */
  readonly school: number;
  readonly clock: LocalClock;
  readonly outdoors: Outdoors;
  readonly mains: Mains;
}

export function schoolPlace(seed: number, school: number, site: FleetSite): SchoolPlace {
  return {
    seed,
    school,
    clock: localClock(site.timeZone),
    outdoors: new Outdoors(seed, site),
    mains: new Mains(seed, school),
  };
}
