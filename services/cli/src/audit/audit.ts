import { tmpdir } from 'node:os';
import { stat } from 'node:fs/promises';
import type { AuditDatabase, DeletedDeviceRow } from './database/audit-database.js';
import { checkAppliedReceipts } from './checks/applied-receipts.js';
import { checkLedgers } from './checks/device-ledger.js';
import { Findings, type Problem } from './findings.js';
import { compareSpill, NAME_REMOVED, type AcknowledgedCounts } from './join/compare-spill.js';
import { readAcknowledged } from './join/acknowledged-file.js';
import { DeviceNumbers } from './join/device-numbers.js';
import { Spill } from './join/spill.js';
import { topicPartitions, type JournalPartition } from './journal/journal.js';
import { readLog } from './read-log.js';
import { settleUncertain } from './settle-uncertain.js';

export interface AuditInput {
  readonly database: AuditDatabase;
  readonly journalFolder: string;
  /** See {@link readAcknowledged}. */
  readonly acknowledgedFile?: string;
  /** ms since 1970; older readings than their lifetime before it need not be stored. */
  readonly now: number;
  readonly onStage?: (stage: string) => void;
}

/** What an audit found; the names of the counts are those of {@link ProblemKind}. */
export interface AuditReport {
  readonly ok: boolean;
  /** Acknowledged or applied readings that are not there. */
  readonly lost: number;
  readonly duplicated: number;
  readonly invented: number;
  readonly different: number;
  readonly unbalanced: number;
  readonly damaged: number;
  /** Records of the log that the writer has not come to. */
  readonly pending: number;
  /** Readings of the log that were compared with the store. */
  readonly checked: number;
  /** Rows of the store. */
  readonly stored: number;
  /** Readings of the log that have outlived their lifetime. */
  readonly expired: number;
  /** Readings of the log that are gone with their device. */
  readonly removed: number;
  readonly devices: number;
  /** False once retention took the beginning of the log. */
  readonly logComplete: boolean;
  readonly acknowledged?: AcknowledgedCounts;
  readonly checks: readonly { readonly check: string; readonly checked: number; readonly problems: number }[];
  /** The first few. */
  readonly problems: readonly Problem[];
}

export const READINGS = 'telemetry.reading.v1';
export const REFUSALS = 'telemetry.refused.v1';

/** Bytes of the log that one bucket of the comparison stands for. */
const BUCKET_BYTES = 8 * 1024 * 1024;
const MOST_BUCKETS = 256;

/**
 * Checks promise 4: the applied receipts have no gap, the ledger balances, and what the log has below the writer's offset
 * is in the store, once, with its values. The memory it takes does not grow with the number of readings.
 */
export async function audit(input: AuditInput): Promise<AuditReport> {
  const { database, journalFolder, acknowledgedFile, now, onStage = () => undefined } = input;
  const findings = new Findings();
  const offsets = await database.appliedOffsets();
  const partitions = await Promise.all([READINGS, REFUSALS].map((topic) => topicPartitions(journalFolder, topic)));
  const numbers = new DeviceNumbers();
  const spill = new Spill(tmpdir(), bucketCount(await sizeOf(partitions.flat())));
  try {
    onStage('reading the log');
    const log = await readLog({ partitions: partitions.flat(), offsets, findings, numbers, spill, now });
    onStage('reading the store');
    const storedRows = await spillStore(database, numbers, spill);
    const removed = await database.deletedDevices();
    if (acknowledgedFile !== undefined)
      await spillAcknowledged(acknowledgedFile, { database, removed, numbers, spill, findings });
    onStage('comparing');
    const removedDevices = new Set(removed.map(({ deviceId }) => deviceId));
    const compared = compareSpill({ spill, numbers, findings, removedDevices, logComplete: log.complete });
    await settleUncertain({ uncertain: compared.uncertain, partitions: partitions.flat(), numbers, findings });
    const receipts = await database.receipts();
    checkAppliedReceipts({ rows: receipts, log: log.receipts, findings });
    checkLedgers({
      ledgers: await database.ledgers(),
      receipts,
      deadLetters: await database.deadLetters(),
      storedRows,
      logged: log.complete ? log.devices : undefined,
      instants: compared.instants,
      findings,
    });
    const stored = [...storedRows.values()].reduce((sum, rows) => sum + rows, 0);
    return {
      ok: findings.total === 0,
      ...findings.counts,
      pending: log.pending,
      checked: compared.checked,
      stored,
      expired: compared.expired,
      removed: compared.removed,
      devices: new Set([...log.devices.keys(), ...storedRows.keys()]).size,
      logComplete: log.complete,
      ...(acknowledgedFile === undefined ? {} : { acknowledged: compared.acknowledged }),
      checks: findings.checks,
      problems: findings.shown,
    };
  } finally {
    spill.close();
  }
}

async function sizeOf(partitions: readonly JournalPartition[]): Promise<number> {
  const sizes = await Promise.all(
    partitions.flatMap(({ segments }) => segments).map(async (file) => (await stat(file)).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function bucketCount(logBytes: number): number {
  return Math.max(1, Math.min(MOST_BUCKETS, Math.ceil(logBytes / BUCKET_BYTES)));
}

const NO_VALUES = Buffer.alloc(0);

async function spillStore(database: AuditDatabase, numbers: DeviceNumbers, spill: Spill): Promise<Map<string, number>> {
  const rows: number[] = [];
  await database.readings(({ device, measuredAt, position, values }) => {
    const number = numbers.ofUuid(device);
    rows[number] = (rows[number] ?? 0) + 1;
    spill.add({ side: 'store', device: number, measuredAt, position, identity: 0, flags: 0, values });
  });
  return new Map(rows.flatMap((count, number) => (count > 0 ? [[numbers.ulid(number), count]] : [])));
}

interface AcknowledgedInput {
  readonly database: AuditDatabase;
  readonly removed: readonly DeletedDeviceRow[];
  readonly numbers: DeviceNumbers;
  readonly spill: Spill;
  readonly findings: Findings;
}

async function spillAcknowledged(
  file: string,
  { database, removed, numbers, spill, findings }: AcknowledgedInput,
): Promise<void> {
  const gone = new Map(removed.map(({ name, deviceId }) => [name, deviceId]));
  const devices = new Map([...gone, ...(await database.devices())]);
  const unknown = new Set<string>();
  await readAcknowledged(file, ({ device, measuredAt, line, values }) => {
    const ulid = devices.get(device);
    if (ulid !== undefined) {
      const flags = gone.has(device) ? NAME_REMOVED : 0;
      const entry = { device: numbers.ofUlid(ulid), measuredAt, position: line, identity: 0, flags };
      spill.add({ side: 'acknowledged', ...entry, values: values.length === 0 ? NO_VALUES : values });
    } else {
      const says = unknown.has(device) ? '' : `device '${device}' is not registered`;
      unknown.add(device);
      findings.add('lost', 'acknowledged', says || `line ${line}: device '${device}' is not registered`);
    }
  });
}
