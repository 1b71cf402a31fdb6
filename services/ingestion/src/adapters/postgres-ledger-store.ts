import { type PoolSource, withClient } from '@fieldline/relational';
import type { DeviceLedger, LedgerReader, ReceiptsOfRun } from '../ports/ledger-reader.js';
import {
  FencedError,
  type DeviceLedgerState,
  type FreedLetters,
  type HeldPartition,
  type LedgerCommit,
  type LedgerStore,
  type PartitionClaim,
  type ReceiptGap,
  type ReceiptStream,
} from '../ports/ledger-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import { commitParameters } from './ledger-rows.js';
import {
  ASSIGN_SQL,
  COMMIT_SQL,
  COURSES_SQL,
  DEAD_LETTER_BYTES_SQL,
  EXPIRE_LETTERS_SQL,
  LEDGER_SQL,
  RECEIPTS_SQL,
  RECENTS_SQL,
  RESUME_SQL,
} from './ledger-sql.js';
import { listReceipts } from './receipt-list.js';

interface PositionRow {
  readonly epoch: string;
  readonly next_offset: string;
}

interface ReceiptRow {
  readonly tenant_id: string;
  readonly device_id: string;
  readonly run_id: string;
  readonly last_n: string;
  readonly applied: string;
  readonly gaps: readonly ReceiptGap[];
}

interface FreedRow {
  readonly device_id: string;
  readonly site_id: string;
  readonly count: string;
  readonly bytes: string;
}

type LedgerColumn =
  | ('stored' | 'duplicate' | 'superseded' | 'expired' | 'refused' | 'shed' | 'refused_values' | 'clock_unsynced')
  | ('out_of_order' | 'missing' | 'restarts' | 'unchanged');

type LedgerRow = Readonly<Record<LedgerColumn, string>>;

/** The ledger in schema `registry`; one statement a commit. */
export class PostgresLedgerStore implements LedgerStore, LedgerReader {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async assign(group: string, topic: string, partition: number): Promise<PartitionClaim> {
    const rows = await this.#query<PositionRow>(ASSIGN_SQL, [group, topic, partition]);
    return toClaim(rows[0] as PositionRow);
  }

  async resume(group: string, topic: string, { partition, epoch }: HeldPartition): Promise<PartitionClaim> {
    const [row] = await this.#query<PositionRow>(RESUME_SQL, [group, topic, partition, epoch]);
    if (row === undefined) throw new FencedError(`${topic}/${partition} belongs to epoch ${epoch} no more`);
    return toClaim(row);
  }

  async load(deviceIds: readonly string[], stream: ReceiptStream): Promise<DeviceLedgerState> {
    const receipts = await this.#query<ReceiptRow>(RECEIPTS_SQL, [deviceIds, stream]);
    const recents = await this.#query<{ device_id: string; recent: string }>(RECENTS_SQL, [deviceIds]);
    const courses =
      stream === 'reading' ? await this.#query<{ device_id: string; course: string }>(COURSES_SQL, [deviceIds]) : [];
    return {
      receipts: receipts.map((row) => ({
        tenantId: row.tenant_id,
        deviceId: row.device_id,
        runId: row.run_id,
        stream,
        lastN: Number(row.last_n),
        applied: Number(row.applied),
        gaps: row.gaps,
      })),
      recent: recents.map((row) => ({ deviceId: row.device_id, json: row.recent })),
      courses: courses.map((row) => ({ deviceId: row.device_id, json: row.course })),
    };
  }

  async deadLetterBytes(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#query<{ id: string; bytes: string }>(DEAD_LETTER_BYTES_SQL, [ids]);
    return new Map(rows.map(({ id, bytes }) => [id, Number(bytes)]));
  }

  async expireDeadLetters(before: number, limit: number): Promise<readonly FreedLetters[]> {
    const rows = await this.#query<FreedRow>(EXPIRE_LETTERS_SQL, [new Date(before), limit]);
    return rows.map((row) => {
      return { deviceId: row.device_id, siteId: row.site_id, count: Number(row.count), bytes: Number(row.bytes) };
    });
  }

  /** Repeated after its answer was lost, the same change is not applied again. */
  async commit(change: LedgerCommit): Promise<void> {
    const { topic, partition, epoch } = change;
    const [row] = await this.#query<PositionRow>(COMMIT_SQL, commitParameters(change), 'ledger-commit');
    if (row === undefined || Number(row.epoch) !== epoch) {
      const holder = row === undefined ? 'nobody' : `epoch ${row.epoch}`;
      throw new FencedError(`${topic}/${partition} belongs to ${holder}, not to epoch ${epoch}`);
    }
  }

  async deviceLedger(tenantId: string, deviceId: string): Promise<DeviceLedger> {
    const [row] = await this.#query<LedgerRow>(LEDGER_SQL, [tenantId, deviceId]);
    const count = (column: LedgerColumn): number => Number(row?.[column] ?? 0);
    const readings = {
      stored: count('stored'),
      duplicate: count('duplicate'),
      superseded: count('superseded'),
      expired: count('expired'),
      refused: count('refused'),
      shed: count('shed'),
    };
    return {
      received: Object.values(readings).reduce((sum, part) => sum + part, 0),
      ...readings,
      refusedValues: count('refused_values'),
      clockUnsynced: count('clock_unsynced'),
      outOfOrder: count('out_of_order'),
      missing: count('missing'),
      restarts: count('restarts'),
      unchanged: count('unchanged'),
    };
  }

  async receipts(tenantId: string, deviceId: string, page: PageRequest): Promise<Page<ReceiptsOfRun>> {
    return withClient(this.#pool(), (client) => listReceipts(client, [tenantId, deviceId], page));
  }

  #query<R>(text: string, values: readonly unknown[], name?: string): Promise<R[]> {
    const query = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    return withClient(this.#pool(), async (client) => (await client.query(query)).rows as R[]);
  }
}

function toClaim(row: PositionRow): PartitionClaim {
  return { epoch: Number(row.epoch), nextOffset: Number(row.next_offset) };
}
