import { isDeepStrictEqual } from 'node:util';
import type { ReadingHead } from '@fieldline/contracts';
import type { AppliedReceipts, DeadLetter, LedgerCounts } from '@fieldline/ingestion';
import type { SentMessage, SimulatedDevice } from './simulated-device.js';

export interface StoredRow {
  readonly measuredAt: number;
  readonly value: number;
}

/** What is to be seen from outside when all faults are over and the writer has caught up. */
export interface Outcome {
  readonly devices: readonly SimulatedDevice[];
  /** ULIDs of the devices by external id. */
  readonly deviceIds: ReadonlyMap<string, string>;
  /** Rows of the store by device ULID. */
  readonly rows: ReadonlyMap<string, readonly StoredRow[]>;
  readonly receipts: readonly AppliedReceipts[];
  readonly counts: ReadonlyMap<string, LedgerCounts>;
  readonly deadLetters: readonly DeadLetter[];
  /** Accepted readings in the order of the log. */
  readonly log: readonly { readonly head: ReadingHead; readonly value: number }[];
}

/** Every promise that the history broke, one line each; empty when it kept them all. */
export function judge(outcome: Outcome): readonly string[] {
  return [
    ...outcome.devices.flatMap((device) => judgeDevice(device, outcome)),
    ...outcome.receipts.flatMap(judgeReceipts),
  ];
}

function judgeDevice(device: SimulatedDevice, outcome: Outcome): readonly string[] {
  const id = outcome.deviceIds.get(device.externalId) as string;
  const rows = outcome.rows.get(id) ?? [];
  const found = device.kind === 'timed' ? judgeTimed(device, rows) : judgeUntimed(device, rows);
  return [...found, ...judgeOrder(device, id, outcome), ...judgeLedger(device, id, rows, outcome)];
}

/** Each instant holds the value of the last reading that was sent for it, and nothing else is stored. */
function judgeTimed(device: SimulatedDevice, rows: readonly StoredRow[]): readonly string[] {
  const expected = new Map<number, number>();
  for (const { ts, value } of device.sent) if (ts !== undefined && value !== undefined) expected.set(ts, value);
  const stored = new Map<number, number>();
  const faults: string[] = [];
  for (const { measuredAt, value } of rows) {
    if (stored.has(measuredAt)) faults.push(`${device.externalId}: instant ${measuredAt} is stored twice`);
    stored.set(measuredAt, value);
    if (expected.get(measuredAt) !== value) {
      faults.push(`${device.externalId}: ${value} is stored at ${measuredAt}, ${expected.get(measuredAt)} was sent`);
    }
  }
  for (const [ts, value] of expected) {
    if (!stored.has(ts)) faults.push(`${device.externalId}: acknowledged reading ${value} is lost`);
  }
  return faults;
}

/**
 * Each reading is stored once. Without time and count the server that takes a repetition must be the one that took the
 * message first, so such a reading may be stored once a start it was sent to.
 */
function judgeUntimed(device: SimulatedDevice, rows: readonly StoredRow[]): readonly string[] {
  const times = new Map<number, number>();
  for (const { value } of rows) times.set(value, (times.get(value) ?? 0) + 1);
  const faults: string[] = [];
  for (const { value, sentTo } of device.sent) {
    if (value === undefined) continue;
    const stored = times.get(value) ?? 0;
    times.delete(value);
    if (stored === 0) faults.push(`${device.externalId}: acknowledged reading ${value} is lost`);
    if (stored > (device.kind === 'plain' ? sentTo.size : 1)) {
      faults.push(`${device.externalId}: reading ${value} is stored ${stored} times`);
    }
  }
  for (const value of times.keys()) faults.push(`${device.externalId}: ${value} is stored but was never sent`);
  return faults;
}

/** By their first places in the log, a device's readings stand in the order in which it sent them. */
function judgeOrder(device: SimulatedDevice, id: string, { log }: Outcome): readonly string[] {
  let last = -Infinity;
  const seen = new Set<number>();
  for (const { head, value } of log) {
    if (head.deviceId !== id || seen.has(value)) continue;
    seen.add(value);
    if (value < last) return [`${device.externalId}: ${value} stands after ${last} in the log`];
    last = value;
  }
  return [];
}

function judgeLedger(
  device: SimulatedDevice,
  id: string,
  rows: readonly StoredRow[],
  { counts, receipts, deadLetters, log }: Outcome,
): readonly string[] {
  const columns = counts.get(id);
  if (columns === undefined)
    return device.sent.length === 0 ? [] : [`${device.externalId}: the ledger does not know it`];
  const accepted = receipts.filter(({ deviceId, stream }) => deviceId === id && stream === 'reading');
  const received = accepted.reduce((sum, { applied }) => sum + applied, 0);
  const accounted = columns.stored + columns.duplicate + columns.superseded + columns.expired;
  const faults: string[] = [];
  if (received !== accounted)
    faults.push(`${device.externalId}: ${received} readings applied, ${accounted} accounted for`);
  if (columns.stored !== rows.length) {
    faults.push(`${device.externalId}: the ledger counts ${columns.stored} stored, the store holds ${rows.length}`);
  }
  return [...faults, ...judgeCourse(device, id, columns, log), ...judgeRefusals(device, id, columns, deadLetters)];
}

/** Each reading of a device that counts has a value and a number of its own, and none of these devices starts anew. */
function judgeCourse(
  { kind, externalId }: SimulatedDevice,
  id: string,
  { outOfOrder, missing, restarts, unchanged }: LedgerCounts,
  log: Outcome['log'],
): readonly string[] {
  if (kind === 'plain') return [];
  const seen = new Set<number>();
  const isFirst = ({ identity }: ReadingHead): boolean => !seen.has(identity) && seen.add(identity).has(identity);
  const heads = log.map(({ head }) => head).filter((head) => head.deviceId === id && isFirst(head));
  const numbers = heads.map(({ seq }) => seq as number);
  const expected = {
    outOfOrder: heads.filter(({ measuredAt }, at) => heads.slice(0, at).some((head) => head.measuredAt > measuredAt))
      .length,
    missing: numbers.length === 0 ? 0 : Math.max(...numbers) - Math.min(...numbers) + 1 - numbers.length,
    restarts: 0,
    unchanged: 0,
  };
  const counted = { outOfOrder, missing, restarts, unchanged };
  if (isDeepStrictEqual(counted, expected)) return [];
  return [`${externalId}: its course is counted ${JSON.stringify(counted)}, it was ${JSON.stringify(expected)}`];
}

function judgeRefusals(
  device: SimulatedDevice,
  id: string,
  columns: LedgerCounts,
  deadLetters: readonly DeadLetter[],
): readonly string[] {
  const refused = device.sent.filter(isRefused).length;
  const badValues = device.sent.filter(({ withBadValue }) => withBadValue).length;
  const letters = deadLetters.filter((letter) => letter.refused.deviceId === id);
  const kept = letters.reduce((sum, letter) => sum + letter.refused.count, 0);
  const faults: string[] = [];
  if (columns.refused < refused)
    faults.push(`${device.externalId}: ${refused} refusals acknowledged, ${columns.refused} counted`);
  if (columns.refusedValues < badValues) {
    faults.push(`${device.externalId}: ${badValues} bad values acknowledged, ${columns.refusedValues} counted`);
  }
  if (kept < columns.refused + badValues) {
    faults.push(
      `${device.externalId}: ${columns.refused} + ${badValues} refusals, only ${kept} at the dead-letter desk`,
    );
  }
  return faults;
}

function isRefused({ value }: SentMessage): boolean {
  return value === undefined;
}

function judgeReceipts({ deviceId, runId, stream, lastN, applied, gaps }: AppliedReceipts): readonly string[] {
  if (gaps.length === 0 && applied === lastN) return [];
  return [`${deviceId} ${stream}: run ${runId} counted ${lastN} receipts, ${applied} were applied`];
}
