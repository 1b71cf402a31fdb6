import type { ReadingToStore } from '@fieldline/readings';
import { toStoreError, withClient, type Pool } from '@fieldline/relational';
import { CopyEncoder } from './copy-encoder.js';
import { stage } from './staging.js';

/** SQLSTATE classes that blame the data: data exception, program limit exceeded. */
const DATA_ERRORS = /^(22|54)/;

export function isDataError(thrown: unknown): boolean {
  return DATA_ERRORS.test((thrown as { readonly code?: string } | null)?.code ?? '');
}

/**
 * The index of the first reading that the server refuses, found by halving; undefined when it takes them all after all.
 * Leaves nothing behind.
 */
export async function findUnstorable(pool: Pool, readings: readonly ReadingToStore[]): Promise<number | undefined> {
  const encoder = new CopyEncoder();
  const isRefused = async (from: number, to: number): Promise<boolean> => {
    encoder.begin();
    for (const reading of readings.slice(from, to)) encoder.add(reading);
    return tryCopy(pool, encoder.end());
  };
  let [from, to] = [0, readings.length];
  if (!(await isRefused(from, to))) return undefined;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (await isRefused(from, middle)) to = middle;
    else from = middle;
  }
  return from;
}

async function tryCopy(pool: Pool, data: Buffer): Promise<boolean> {
  try {
    await withClient(pool, async (client) => {
      await client.query('begin');
      await stage(client, data);
      await client.query('rollback');
    });
    return false;
  } catch (error) {
    if (isDataError(error)) return true;
    throw toStoreError(error);
  }
}
