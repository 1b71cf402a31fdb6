import pg from 'pg';
import { asError, OperatorError } from '@fieldline/platform';
import { HOST } from './free-port.js';
import { SUPERUSER } from './initialise-cluster.js';

const DATABASE = 'fieldline';
const UNKNOWN_DATABASE = '3D000';
const WRONG_PASSWORD = '28P01';

export function databaseUrl(port: number, password: string): string {
  return urlOf(port, password, DATABASE);
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${SUPERUSER}:${password}@${HOST}:${port}/${database}`;
}

/** Checks that the server answers on its port to its password and has our database, which is made when missing. */
export async function prepareDatabase(port: number, password: string): Promise<void> {
  try {
    await withClient(urlOf(port, password, DATABASE), async (client) => client.query('select 1'));
  } catch (error) {
    if (codeOf(error) === WRONG_PASSWORD) {
      throw new OperatorError(
        'the embedded PostgreSQL refuses its own password: restore the file `password` of its folder',
        {
          cause: error,
        },
      );
    }
    if (codeOf(error) !== UNKNOWN_DATABASE) throw error;
    await withClient(urlOf(port, password, 'postgres'), async (client) => client.query(`create database ${DATABASE}`));
  }
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

function codeOf(thrown: unknown): string | undefined {
  return (asError(thrown) as { readonly code?: string }).code;
}
