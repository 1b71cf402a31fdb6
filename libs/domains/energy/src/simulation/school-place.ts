import type { FleetSite } from '@fieldline/domain-pack';
import { LocalTime } from './local-time.js';
import { Mains } from './mains.js';
import { Outdoors } from './outdoors.js';

/** What all rooms of a school have in common. */
export interface SchoolPlace {
  readonly seed: number;
  /** Counts the schools from 0. */
  readonly school: number;
  readonly local: LocalTime;
  readonly outdoors: Outdoors;
  readonly mains: Mains;
}

export function schoolPlace(seed: number, school: number, site: FleetSite): SchoolPlace {
  return {
    seed,
    school,
    local: new LocalTime(site.timeZone),
    outdoors: new Outdoors(seed, site),
    mains: new Mains(seed, school),
  };
}
