import type { Clock } from '@fieldline/platform';
import type { ReadingStore, ReadingToStore, SeriesQuery } from './reading-store.js';

/** A clock that stands where it is put. */
export class StandingClock implements Clock {
  time = Date.UTC(2026, 5, 15, 12);

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  setTimer(): never {
    throw new Error('a reading store sets no timers');
  }

  defer(): never {
    throw new Error('a reading store defers nothing');
  }
}

export interface OpenedReadingStore {
  readonly store: ReadingStore;
  /** The same store as a new process finds it. */
  readonly reopen: () => Promise<ReadingStore>;
  readonly close: () => Promise<void>;
}

export type OpenReadingStore = (clock: Clock) => Promise<OpenedReadingStore>;

/** What the tests of one suite share: one store, and a fresh device for each test. */
export interface ContractFixture {
  readonly clock: StandingClock;
  readonly store: () => ReadingStore;
  readonly reopen: () => Promise<ReadingStore>;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let devices = 0;

export function newDevice(): string {
  devices++;
  const digits = [...devices.toString(32)].map((digit) => CROCKFORD[Number.parseInt(digit, 32)]).join('');
  return `01J${digits.padStart(23, '0')}`;
}

let positions = 0;

/** A reading of `deviceId` with places and identities of its own, but for what is given. */
export function readingOf(
  deviceId: string,
  { values = { voltage: 3.7 }, ...given }: Partial<ReadingToStore> & { readonly values?: object } = {},
): ReadingToStore {
  const position = given.position ?? ++positions;
  return {
    tenantId: 'default',
    deviceId,
    lifetime: 'raw-30d',
    measuredAt: Date.UTC(2026, 5, 15, 11),
    receivedAt: Date.UTC(2026, 5, 15, 11),
    position,
    identity: BigInt(position) * 0x9e37_79b9_7f4a_7c15n,
    quality: 'good',
    valuesJson: JSON.stringify(values),
    ...given,
  };
}

export function queryOf(deviceId: string, metric = 'voltage', given: Partial<SeriesQuery> = {}): SeriesQuery {
  return { tenantId: 'default', deviceId, metric, from: Date.UTC(2015, 0, 1), to: Date.UTC(2027, 0, 1), ...given };
}
