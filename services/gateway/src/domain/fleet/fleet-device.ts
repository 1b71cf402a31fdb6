import type { DeviceV1, SiteV1 } from '@fieldline/contracts';
import { CountWindow } from './count-window.js';
import type { ProfileFacts } from './profile-facts.js';

export type DeviceState = 'online' | 'stale' | 'silent';

/** Which connection a device has or had last. Times are ms since 1970. */
export interface DeviceConnection {
  readonly connected: boolean;
  readonly runId: string;
  readonly connection: number;
  readonly at: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const MEAN_SECONDS = 10;

/** A device and what it does; counted as records pass, never recomputed from them. */
export class FleetDevice {
  device: DeviceV1;
  profile: ProfileFacts;
  /** When its newest reading arrived, ms since 1970; 0 where none is known. */
  lastArrivalAt = 0;
  #searchText = '';
  readonly #seconds = new CountWindow(SECOND_MS, MEAN_SECONDS + 1);
  #minute = 0;
  #inMinute = 0;
  #inMinuteBefore = 0;
  /** Most devices have nothing refused. */
  #refused: CountWindow | undefined;

  constructor(device: DeviceV1, profile: ProfileFacts) {
    this.device = device;
    this.profile = profile;
    this.#searchText = searchTextOf(device);
  }

  change(device: DeviceV1, profile: ProfileFacts): void {
    this.device = device;
    this.profile = profile;
    this.#searchText = searchTextOf(device);
  }

  /** A reading of it came. */
  arrived(at: number): void {
    if (at > this.lastArrivalAt) this.lastArrivalAt = at;
    this.#seconds.add(at, 1);
    const minute = Math.floor(at / MINUTE_MS);
    if (minute === this.#minute) {
      this.#inMinute += 1;
    } else if (minute > this.#minute) {
      this.#inMinuteBefore = minute === this.#minute + 1 ? this.#inMinute : 0;
      this.#inMinute = 1;
      this.#minute = minute;
    } else if (minute === this.#minute - 1) {
      this.#inMinuteBefore += 1;
    }
  }

  refused(at: number, count: number): void {
    this.#refused ??= new CountWindow(MINUTE_MS, 60);
    this.#refused.add(at, count);
  }

  state(now: number): DeviceState {
    if (this.lastArrivalAt === 0) return 'silent';
    return now - this.lastArrivalAt < this.profile.stalenessMs ? 'online' : 'stale';
  }

  /** Of the last full minute. */
  readingsPerMinute(now: number): number {
    const current = Math.floor(now / MINUTE_MS);
    if (current === this.#minute) return this.#inMinuteBefore;
    return current === this.#minute + 1 ? this.#inMinute : 0;
  }

  /** Of the last ten full seconds. */
  readingsInTenSeconds(now: number): number {
    return this.#seconds.sum(now, MEAN_SECONDS, 1);
  }

  /** Readings and values, of this minute and the 59 before it. */
  refusedLastHour(now: number): number {
    return this.#refused?.sum(now, 59, 0) ?? 0;
  }

  /** `part` in lower case. */
  matches(part: string): boolean {
    return this.#searchText.includes(part);
  }
}

/** A line break stands in neither, so that a match never spans both. */
function searchTextOf({ externalId, name }: DeviceV1): string {
  return `${externalId}\n${name}`.toLowerCase();
}

/** What the site is called; a site that the registry has not told of yet by its id. */
export function siteNameOf(sites: ReadonlyMap<string, SiteV1>, siteId: string): string {
  return sites.get(siteId)?.name ?? siteId;
}
