import type { ManySeriesQuery, NumericPoint } from '@fieldline/readings';
import { withClient, type Pool, type PoolClient } from '@fieldline/relational';
import { to } from 'pg-copy-streams';
import { CopiedSeries } from './copied-series.js';
import { CopyDecoder } from './copy-decoder.js';
import { storableTime } from './storable-time.js';
import { ulidAsUuid } from './ulid-bytes.js';

/**
 * One series a metric, reduced here while the rows come in: the server only finds them, which is where the time goes, and
 * memory does not grow with the span. Against reducing in SQL a year of one device takes a fifth less, a day a half.
 */
export function readSeries(
  pool: Pool,
  query: ManySeriesQuery,
  maxPoints: number,
): Promise<readonly (readonly NumericPoint[])[]> {
  const series = new CopiedSeries(query.metrics.length, query, maxPoints);
  const decoder = new CopyDecoder((row) => series.add(row));
  return withClient(pool, async (client) => {
    const rows = client.query(to(copyOf(client, query))) as AsyncIterable<Buffer>;
    for await (const chunk of rows) decoder.push(chunk);
    return series.points();
  });
}

/** COPY takes no parameters. The planner is left to choose: a bitmap costs a fifth where all is cached, and halves the time of disks. */
export function copyOf(
  client: Pick<PoolClient, 'escapeLiteral'>,
  { tenantId, deviceId, from, to: end, metrics }: ManySeriesQuery,
): string {
  const literal = (text: string): string => client.escapeLiteral(text);
  const columns = metrics.map((metric) => `"values" -> ${literal(metric)}`);
  return `copy (
    select ${['measured_at', 'position', ...columns].join(', ')}
    from readings.reading
    where tenant_id = ${literal(tenantId)} and device_id = ${literal(ulidAsUuid(deviceId))}
      and measured_at >= ${literal(storableTime(from).toISOString())}
      and measured_at < ${literal(storableTime(end).toISOString())}
    order by measured_at
  ) to stdout (format binary)`;
}
