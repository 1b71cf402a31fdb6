import { RetriableError } from '@fieldline/platform';
import pg from 'pg';

/** Whether a site of this name exists, and what it keeps; undefined where there is none. */
export interface RegisteredSite {
  readonly lifetime: 'history' | null;
}

/** Read from the database, for the control API lists devices only. Rejects with RetriableError: a database may be starting. */
export async function registeredSite(databaseUrl: string, name: string): Promise<RegisteredSite | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // a connection that breaks while nothing is asked is found out by the next question
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<RegisteredSite>('SELECT lifetime FROM registry.site WHERE name = $1', [name]);
    return rows[0];
  } catch (cause) {
    throw new RetriableError(`the database does not answer: ${(cause as Error).message}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
