import { OperatorError } from '@fieldline/platform';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** The auditor's own reading of the writer's tables, in one snapshot: nothing moves while it looks. */
export interface AuditDatabase {
  /** The offset after the last applied record, by `topic/partition`. */
  appliedOffsets(): Promise<ReadonlyMap<string, number>>;
  receipts(): Promise<readonly ReceiptRow[]>;
  ledgers(): Promise<readonly LedgerRow[]>;
  /** ULIDs by external id. */
  devices(): Promise<ReadonlyMap<string, string>>;
  /** Those that were taken away with their data, or are being: ULIDs, and the external ids that they had. */
  deletedDevices(): Promise<readonly DeletedDeviceRow[]>;
  /** Refused messages that are kept or counted, by device. */
  deadLetters(): Promise<readonly DeadLetterRow[]>;
  /** Every stored reading, in no order. */
  readings(handle: (row: ReadingRow) => void): Promise<void>;
  close(): Promise<void>;
}

export interface ReceiptRow {
  readonly deviceId: string;
  readonly runId: string;
  readonly stream: 'reading' | 'refused';
  readonly lastN: number;
  readonly applied: number;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

export interface LedgerRow {
  readonly deviceId: string;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly expired: number;
  readonly refused: number;
  readonly refusedValues: number;
  readonly shed: number;
  readonly outOfOrder: number;
  readonly missing: number;
  readonly restarts: number;
  /** Whether the last three count all of the device's readings; else only those since the database was brought up to date. */
  readonly courseWhole: boolean;
}

export interface DeletedDeviceRow {
  readonly deviceId: string;
  /** As {@link AuditDatabase.devices} names them. */
  readonly name: string;
}

export interface DeadLetterRow {
  readonly deviceId: string;
  /** Of refused messages: kept one by one, and counted beyond the quota. */
  readonly kept: number;
  readonly overflow: number;
  /** Accepted readings that the store could never take. */
  readonly unstorable: number;
}

export interface ReadingRow {
  /** As a uuid. */
  readonly device: string;
  readonly measuredAt: number;
  readonly position: number;
  /** JSON text. */
  readonly values: Buffer;
}

const WRITER_GROUP = 'ingestion-writer';

/** Rejects with an OperatorError when the database does not answer or has no tables of ours. */
export async function openAuditDatabase(url: string): Promise<AuditDatabase> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SELECT FROM registry.consumer_position LIMIT 0');
  } catch (cause) {
    await client.end();
    throw new OperatorError(`the database cannot be audited: ${(cause as Error).message}`, { cause });
  }
  const all = async <R extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly R[]> => (await client.query<R>(sql, [...values])).rows;
  return {
    appliedOffsets: async () => {
      const rows = await all<{ place: string; next: string }>(
        `SELECT topic || '/' || partition AS place, next_offset AS next FROM registry.consumer_position WHERE consumer_group = $1`,
        [WRITER_GROUP],
      );
      return new Map(rows.map(({ place, next }) => [place, Number(next)]));
    },
    receipts: async () => (await all<RawReceipt>(RECEIPTS)).map(toReceipt),
    ledgers: async () => {
      const rows = await all<RawCounts & { readonly courseWhole: string }>(LEDGERS);
      return rows.map(({ courseWhole, ...row }) => {
        return { ...numbers<Omit<LedgerRow, 'courseWhole'>>(row), courseWhole: courseWhole === 'true' };
      });
    },
    devices: async () => {
      const rows = await all<{ name: string; id: string }>(
        `SELECT CASE tenant_id WHEN 'default' THEN external_id ELSE external_id || '@' || tenant_id END AS name, id FROM registry.device`,
      );
      return new Map(rows.map(({ name, id }) => [name, id]));
    },
    deletedDevices: async () => {
      // a folder that an earlier version wrote, and none has opened since, lacks the table
      const [known] = await all<{ exists: boolean }>(
        `SELECT to_regclass('registry.deleted_device') IS NOT NULL AS exists`,
      );
      return known?.exists === true ? all<DeletedDeviceRow>(DELETED_DEVICES) : [];
    },
    deadLetters: async () => (await all<RawCounts>(DEAD_LETTERS)).map((row) => numbers<DeadLetterRow>(row)),
    readings: (handle) => copyReadings(client, handle),
    close: () => client.end(),
  };
}

const DELETED_DEVICES = `
SELECT id AS "deviceId",
  CASE tenant_id WHEN 'default' THEN external_id ELSE external_id || '@' || tenant_id END AS name
FROM registry.deleted_device ORDER BY deleted_at`;

const RECEIPTS = `
SELECT device_id AS "deviceId", run_id AS "runId", stream, last_n AS "lastN", applied, gaps FROM registry.receipt`;

/** By names in JSON what a folder lacks that an earlier version wrote and none has opened since. */
const LEDGERS = `
SELECT device_id AS "deviceId", stored, duplicate, superseded, expired, refused, refused_values AS "refusedValues", shed,
  later ->> 'out_of_order' AS "outOfOrder", later ->> 'missing' AS missing, later ->> 'restarts' AS restarts,
  later ->> 'course_whole' AS "courseWhole"
FROM registry.device_ledger AS ledger, to_jsonb(ledger) AS later`;

/** Refused records of the overflow carry the rule of their refusal; only the writer itself says `unstorable`. */
const DEAD_LETTERS = `
SELECT device_id AS "deviceId", sum(kept) AS kept, sum(overflow) AS overflow, sum(unstorable) AS unstorable
FROM (
  SELECT device_id, count(*) FILTER (WHERE stream = 'refused') AS kept, 0 AS overflow,
    count(*) FILTER (WHERE stream = 'reading') AS unstorable
  FROM registry.dead_letter GROUP BY 1
  UNION ALL
  SELECT device_id, 0, coalesce(sum(count) FILTER (WHERE rule <> 'unstorable'), 0),
    coalesce(sum(count) FILTER (WHERE rule = 'unstorable'), 0)
  FROM registry.dead_letter_overflow GROUP BY 1
) AS letters GROUP BY 1`;

const READINGS = `
COPY (
  SELECT device_id, (extract(epoch FROM measured_at) * 1000)::bigint, position, "values" FROM readings.reading
) TO STDOUT`;

type RawCounts = Readonly<Record<string, string>>;

type RawReceipt = Omit<ReceiptRow, 'lastN' | 'applied'> & { readonly lastN: string; readonly applied: string };

function toReceipt(row: RawReceipt): ReceiptRow {
  return { ...row, lastN: Number(row.lastN), applied: Number(row.applied) };
}

/** PostgreSQL's bigints come as text. */
function numbers<T>({ deviceId, ...counts }: RawCounts): T {
  return { deviceId, ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])) } as T;
}

const NEWLINE = 0x0a;

async function copyReadings(client: pg.Client, handle: (row: ReadingRow) => void): Promise<void> {
  const stream = client.query(copyTo(READINGS));
  let rest = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      handle(readRow(bytes.subarray(from, end)));
      from = end + 1;
    }
    rest = Buffer.from(bytes.subarray(from));
  }
}

function readRow(line: Buffer): ReadingRow {
  const text = line.toString('utf8');
  const second = text.indexOf('\t') + 1;
  const third = text.indexOf('\t', second) + 1;
  const fourth = text.indexOf('\t', third) + 1;
  return {
    device: text.slice(0, second - 1),
    measuredAt: Number(text.slice(second, third - 1)),
    position: Number(text.slice(third, fourth - 1)),
    values: Buffer.from(unescapeCopy(text.slice(fourth))),
  };
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** PostgreSQL manual, COPY, text format. */
function unescapeCopy(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
}
