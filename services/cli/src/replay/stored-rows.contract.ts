import pg from 'pg';
import type { LocalServer } from '../control/local-server.js';

/** One row of the raw series as the database holds it. */
export interface StoredRow {
  /** External id. */
  readonly device: string;
  /** ms since 1970. */
  readonly measuredAt: number;
  readonly quality: string;
  /** The table that holds it, such as `reading_history_201303`. */
  readonly partition: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Row {
  readonly device: string;
  readonly at: string;
  readonly quality: string;
  readonly partition: string;
  readonly values: StoredRow['values'];
}

/** For specs: a device's rows by time, read from PostgreSQL past all of our own reading code. */
export async function storedRows(api: LocalServer, device: string): Promise<readonly StoredRow[]> {
  const id = (await api.devices()).find(({ externalId }) => externalId === device)?.id;
  if (id === undefined) throw new Error(`there is no device ${device}`);
  const client = new pg.Client({ connectionString: (await api.status()).postgres.url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      `select round(date_part('epoch', measured_at) * 1000)::bigint as at, quality,
              (select relname from pg_class where oid = reading.tableoid) as partition, "values"
       from readings.reading where device_id = $1 order by measured_at`,
      [uuidOf(id)],
    );
    return rows.map(({ at, quality, partition, values }) => ({
      device,
      measuredAt: Number(at),
      quality,
      partition,
      values,
    }));
  } finally {
    await client.end();
  }
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID's 128 bits as the database writes them. */
function uuidOf(ulid: string): string {
  let bits = 0n;
  for (const letter of ulid) bits = bits * 32n + BigInt(CROCKFORD.indexOf(letter));
  return bits.toString(16).padStart(32, '0');
}
