import { allPacks } from '@fieldline/domains';
import type { DomainPack } from '@fieldline/domain-pack';
import { FAULT_FLAGS } from '@fieldline/simulator';
import type { CommonOptions } from '../shell/command.js';
import { UsageError } from '../shell/errors.js';

export interface SimulateOptions extends CommonOptions {
  readonly devices?: number;
  readonly rate?: number;
  readonly seed: number;
  readonly faults?: string;
  /** ms; Infinity without end. */
  readonly duration: number;
  /** ms. */
  readonly history: number;
}

/** What one device may be asked to send: its time is told in hundredths of a second. */
const SHORTEST_INTERVAL_MS = 100;
const DAY_MS = 86_400_000;
/** Of a run without a history. */
const SHORTEST_RUN_MS = 1_000;
/** Secrets of the devices last for ten years at most. */
const LONGEST_RUN_MS = 366 * DAY_MS;
/** The server believes no earlier time. */
const EARLIEST = Date.UTC(2015, 0, 1);

/** The packs of these ids; all without any. Throws UsageError. */
export function packsOf(ids: readonly string[]): readonly DomainPack[] {
  const unknown = ids.find((id) => !allPacks.some((pack) => pack.id === id));
  if (unknown !== undefined) {
    throw new UsageError(`there is no domain '${unknown}'; there are ${allPacks.map(({ id }) => id).join(', ')}`);
  }
  return ids.length === 0 ? allPacks : allPacks.filter(({ id }) => ids.includes(id));
}

/** The words of `--faults`. Throws UsageError. */
export function faultFlags(list: string | undefined): ReadonlySet<string> {
  if (list === undefined) return new Set();
  if (list === 'all') return new Set(FAULT_FLAGS);
  const flags = list.split(',').map((flag) => flag.trim());
  const unknown = flags.find((flag) => !FAULT_FLAGS.includes(flag));
  if (unknown !== undefined) {
    throw new UsageError(`there is no fault '${unknown}'; there are ${FAULT_FLAGS.join(', ')}, and all`);
  }
  return new Set(flags);
}

/** The interval of each device that makes `rate` readings a second of all of them. Throws UsageError. */
export function intervalAt(rate: number | undefined, devices: number): number | undefined {
  if (rate === undefined) return undefined;
  const intervalMs = (devices * 1000) / rate;
  if (intervalMs < SHORTEST_INTERVAL_MS) {
    const needed = Math.ceil((rate * SHORTEST_INTERVAL_MS) / 1000);
    throw new UsageError(`--rate is ${rate} readings a second, for which ${needed} devices are needed: give --devices`);
  }
  if (intervalMs > DAY_MS) {
    const least = (Math.ceil((devices * 1000 * 1e6) / DAY_MS) / 1e6).toString();
    throw new UsageError(
      `--rate is ${rate} readings a second of ${devices} devices, less than one a day of each: give at least ${least}`,
    );
  }
  return intervalMs;
}

/** Throws UsageError where a time is asked for in which nothing can be sent, or that no server believes. `now`: ms since 1970. */
export function checkTimes({ duration, history }: Pick<SimulateOptions, 'duration' | 'history'>, now: number): void {
  if (now - history < EARLIEST) {
    const days = Math.floor((now - EARLIEST) / DAY_MS);
    throw new UsageError(
      `--history reaches back beyond 2015-01-01, before which no time is believed: at most ${days}d`,
    );
  }
  if (duration < SHORTEST_RUN_MS && !(duration === 0 && history > 0)) {
    throw new UsageError(
      `--duration is ${duration / 1000} s, in which nothing is sent: give at least 1s, such as 10m; 0s is for --history alone`,
    );
  }
  if (duration !== Infinity && duration > LONGEST_RUN_MS) {
    throw new UsageError('--duration is longer than a year: give at most 366d, or leave it out to send until Ctrl-C');
  }
}
