import type { MetricValue } from '@fieldline/contracts';
import type { RawReading, ReadingQuery } from '@fieldline/readings';
import { toStoreError, type Pool } from '@fieldline/relational';
import type { LongReads } from './long-reads.js';
import { MS_OF } from './series-sql.js';
import { storableTime } from './storable-time.js';
import { ulidAsUuid } from './ulid-bytes.js';

/** More than there can be rows of one instant: one a lifetime class. */
const ROWS_AT_ONCE = 500;

const ROWS_SQL = `
  select ${MS_OF('measured_at')} as at, ${MS_OF('received_at')} as received, position, quality, "values"
  from readings.reading
  where tenant_id = $1 and device_id = $2 and measured_at >= $3 and measured_at < $4
  order by measured_at limit ${ROWS_AT_ONCE}`;

interface Row {
  readonly at: string;
  readonly received: string;
  readonly position: string;
  readonly quality: string;
  readonly values: Readonly<Record<string, MetricValue>>;
}

/**
 * By time, a page a query, so that no connection waits for a slow reader or is left by one that went away. Pages are read
 * among the `long` reads: many exports leave connections to others.
 */
export async function* readRows(
  pool: Pool,
  long: LongReads,
  query: ReadingQuery,
): AsyncGenerator<RawReading, void, undefined> {
  const { tenantId, deviceId, to } = query;
  const device = ulidAsUuid(deviceId);
  let { from } = query;
  for (;;) {
    const parameters = [tenantId, device, storableTime(from), storableTime(to)];
    const { rows } = await long
      .run(() => pool.query<Row>(ROWS_SQL, parameters))
      .catch((error: unknown) => {
        throw toStoreError(error);
      });
    const last = Number(rows.at(-1)?.at);
    const isEnd = rows.length < ROWS_AT_ONCE;
    // Of the last instant there may be more.
    yield* mergeInstants(isEnd ? rows : rows.filter((row) => Number(row.at) !== last));
    if (isEnd) return;
    from = last;
  }
}

/** A device whose lifetime class changed may have several rows of an instant. */
function* mergeInstants(rows: readonly Row[]): Generator<RawReading> {
  let same: Row[] = [];
  for (const row of rows) {
    if (same[0] !== undefined && same[0].at !== row.at) {
      yield asReading(same);
      same = [];
    }
    same.push(row);
  }
  if (same.length > 0) yield asReading(same);
}

/** The values of the later position win. */
function asReading(rows: readonly Row[]): RawReading {
  const inOrder = [...rows].sort((a, b) => Number(a.position) - Number(b.position));
  const { at, received, quality } = inOrder.at(-1) as Row;
  const values = Object.assign({}, ...inOrder.map((row) => row.values)) as RawReading['values'];
  return { at: Number(at), receivedAt: Number(received), quality, values };
}
