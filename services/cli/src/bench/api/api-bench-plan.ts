import type { CliContext } from '../../shell/cli-context.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export interface ApiBenchPlan {
  readonly devices: number;
  /** Of history, one reading a minute of each device. */
  readonly days: number;
  /** Asked of the API. */
  readonly points: number;
  /** Questions of one range at most. */
  readonly turns: number;
  /** For one range at most, s. */
  readonly seconds: number;
  readonly context: CliContext;
}

/** A device of the bench and its ULID. */
export interface BenchedDevice {
  readonly externalId: string;
  readonly id: string;
}

/** Where the readings lie, ms since 1970. */
export interface History {
  readonly from: number;
  readonly to: number;
}

/** The last days, up to a full minute. */
export function historyOf({ days }: ApiBenchPlan, now: number): History {
  const to = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return { from: to - days * DAY_MS, to };
}

export interface BenchRange {
  readonly name: string;
  readonly ms: number;
}

const RANGES: readonly BenchRange[] = [
  { name: 'hour', ms: HOUR_MS },
  { name: 'day', ms: DAY_MS },
  { name: 'week', ms: 7 * DAY_MS },
  { name: 'month', ms: 30 * DAY_MS },
  { name: 'year', ms: 365 * DAY_MS },
];

/** Those that the history can fill. */
export function rangesWithin({ days }: ApiBenchPlan): readonly BenchRange[] {
  return RANGES.filter(({ ms }) => ms <= days * DAY_MS);
}

/** Spreads turns evenly, without repetition and the same in every run (the golden ratio's fraction). */
const GOLDEN = 0.618_033_988_749_895;

export interface Turn {
  readonly device: BenchedDevice;
  readonly from: number;
  readonly to: number;
}

/** One device and a range somewhere in the history, from a full minute on. */
export function turnOf(at: number, range: BenchRange, devices: readonly BenchedDevice[], { from, to }: History): Turn {
  const room = Math.floor((to - from - range.ms) / MINUTE_MS) + 1;
  const start = from + Math.floor(((at * GOLDEN) % 1) * room) * MINUTE_MS;
  return { device: devices[at % devices.length] as BenchedDevice, from: start, to: start + range.ms };
}
