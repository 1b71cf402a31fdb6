import { RetriableError } from '@fieldline/platform';
import pg from 'pg';

/** Refused messages and values by rule. */
export type Refusals = Readonly<Record<string, number>>;

/** Kept one by one, and counted beyond the quota. */
const BY_RULE = `
SELECT rule, sum(count)::int AS count FROM (
  SELECT rule, count(*) AS count FROM registry.dead_letter WHERE device_id = $1 GROUP BY 1
  UNION ALL
  SELECT rule, sum(count) FROM registry.dead_letter_overflow WHERE device_id = $1 GROUP BY 1
) AS letters GROUP BY 1`;

/** What was ever refused of a device (ULID), by rule. Rejects with RetriableError, for a database may be starting. */
export async function refusalsOf(databaseUrl: string, deviceId: string): Promise<Refusals> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // a connection that breaks while nothing is asked is found out by the next question
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ rule: string; count: number }>(BY_RULE, [deviceId]);
    return Object.fromEntries(rows.map(({ rule, count }) => [rule, count]));
  } catch (cause) {
    throw new RetriableError(`the database does not answer: ${(cause as Error).message}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function newRefusals(before: Refusals, after: Refusals): Refusals {
  return Object.fromEntries(
    Object.entries(after)
      .map(([rule, count]) => [rule, count - (before[rule] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

export function countOf(refusals: Refusals): number {
  return Object.values(refusals).reduce((sum, count) => sum + count, 0);
}
