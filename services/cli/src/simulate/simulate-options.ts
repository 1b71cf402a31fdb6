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
  if (intervalMs >= SHORTEST_INTERVAL_MS) return intervalMs;
  const needed = Math.ceil((rate * SHORTEST_INTERVAL_MS) / 1000);
  throw new UsageError(`--rate is ${rate} readings a second, for which ${needed} devices are needed: give --devices`);
}
