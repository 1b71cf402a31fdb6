import type { Findings } from '../findings.js';
import { compareInstant, LOG_FLAGS, type InstantVerdict } from './compare-instant.js';
import type { DeviceNumbers } from './device-numbers.js';
import type { Spill, SpillEntry } from './spill.js';

const STORED = 'readings in the store';
const ACKNOWLEDGED = 'acknowledged';

export interface AcknowledgedCounts {
  readonly checked: number;
  readonly stored: number;
  readonly pending: number;
  readonly expired: number;
  readonly missing: number;
  /** Gone with their device. */
  readonly removed: number;
}

/** Flag of an acknowledged entry: a device of this external id was taken away. */
export const NAME_REMOVED = 1;

/** A reading of the log that the store has not, perhaps as the repetition of one that it has. */
export interface Uncertain {
  readonly device: number;
  readonly offset: number;
  readonly identity: number;
}

/** What the instants of one device come to. */
export interface InstantCounts {
  duplicates: number;
  outOfOrder: number;
}

export interface Comparison {
  readonly checked: number;
  readonly expired: number;
  /** Readings of the log that are gone with their device. */
  readonly removed: number;
  readonly acknowledged: AcknowledgedCounts;
  readonly uncertain: readonly Uncertain[];
  /** By device; those with neither are left out. */
  readonly instants: ReadonlyMap<string, InstantCounts>;
}

export interface CompareSpillInput {
  readonly spill: Spill;
  readonly numbers: DeviceNumbers;
  readonly findings: Findings;
  readonly logComplete: boolean;
  /** ULIDs of devices that were taken away with their data, or are being. */
  readonly removedDevices: ReadonlySet<string>;
}

/** Compares log, store and acknowledgements instant by instant. */
export function compareSpill(input: CompareSpillInput): Comparison {
  const { spill, numbers, findings, logComplete, removedDevices } = input;
  let checked = 0;
  let expired = 0;
  let removed = 0;
  const acknowledged = { checked: 0, stored: 0, pending: 0, expired: 0, missing: 0, removed: 0 };
  const uncertain: Uncertain[] = [];
  const instants = new Map<string, InstantCounts>();
  for (const entries of spill.instants()) {
    const found = compareInstant(entries, logComplete);
    const isRemoved = removedDevices.size > 0 && removedDevices.has(deviceOf(entries, numbers));
    // a part may still be there, while it is being taken away
    const isGone = isRemoved && !found.stored && found.kind !== 'invented';
    const verdict: InstantVerdict = isGone ? { ...found, kind: 'fine', expected: 0 } : found;
    if (isGone) removed += found.expected;
    const where = (): string => instantName(entries, numbers);
    checked += verdict.expected;
    expired += verdict.expired;
    if (verdict.duplicates + verdict.outOfOrder > 0) note(instants, deviceOf(entries, numbers), verdict);
    findings.checked(STORED, verdict.expected);
    if (verdict.kind === 'missing')
      findings.add('lost', STORED, `${where()} is in the log and not in the store`, verdict.expected);
    if (verdict.kind === 'invented')
      findings.add('invented', STORED, `${where()} is in the store and never was in the log`);
    if (verdict.kind === 'duplicated') findings.add('duplicated', STORED, `${where()} is in the store twice`);
    if (verdict.kind === 'different')
      findings.add('different', STORED, `${where()}: ${verdict.detail ?? ''} in log and store`);
    if (verdict.kind === 'uncertain') uncertain.push(...entries.filter(isExpected).map(toUncertain));
    for (const entry of entries.filter(({ side }) => side === 'acknowledged')) {
      const state = acknowledgedState(verdict, entries, isGone || (entry.flags & NAME_REMOVED) !== 0);
      acknowledged.checked++;
      acknowledged[state]++;
      findings.checked(ACKNOWLEDGED);
      if (state === 'missing' && !entries.some(({ side }) => side === 'log')) {
        findings.add('lost', ACKNOWLEDGED, `${where()} was acknowledged (line ${entry.position}) and is nowhere`);
      }
    }
  }
  return { checked, expired, removed, acknowledged, uncertain, instants };
}

function note(instants: Map<string, InstantCounts>, deviceId: string, { duplicates, outOfOrder }: InstantCounts): void {
  const counts = instants.get(deviceId) ?? { duplicates: 0, outOfOrder: 0 };
  counts.duplicates += duplicates;
  counts.outOfOrder += outOfOrder;
  instants.set(deviceId, counts);
}

function deviceOf([entry]: readonly SpillEntry[], numbers: DeviceNumbers): string {
  return entry === undefined ? '' : numbers.ulid(entry.device);
}

function acknowledgedState(
  verdict: ReturnType<typeof compareInstant>,
  entries: readonly SpillEntry[],
  mayBeRemoved: boolean,
): 'stored' | 'pending' | 'expired' | 'missing' | 'removed' {
  if (verdict.stored) return 'stored';
  if (verdict.pending > 0) return 'pending';
  if (entries.some(({ side, flags }) => side === 'log' && (flags & LOG_FLAGS.expired) !== 0)) return 'expired';
  return mayBeRemoved ? 'removed' : 'missing';
}

function isExpected({ side, flags }: SpillEntry): boolean {
  return side === 'log' && (flags & (LOG_FLAGS.pending | LOG_FLAGS.repeated | LOG_FLAGS.expired)) === 0;
}

function toUncertain({ device, position, identity }: SpillEntry): Uncertain {
  return { device, offset: position, identity };
}

function instantName([entry]: readonly SpillEntry[], numbers: DeviceNumbers): string {
  if (entry === undefined) return 'an instant';
  return `device ${numbers.ulid(entry.device)} at ${new Date(entry.measuredAt).toISOString()}`;
}
