import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { READING_MIGRATIONS } from './reading-migrations.js';

/** Never changed once released: a change is a new file. */
const RELEASED: Readonly<Record<string, string>> = {
  '0001-reading.sql': 'f1020bdea3a73faeb9e6e3aeacf05fb77d88f66e3ee750ded7a21d379b85778f',
};

describe('released migrations of schema readings', () => {
  it('are as they were released', async () => {
    const names = (await readdir(READING_MIGRATIONS.folder)).sort();
    const hashes = await Promise.all(
      names.map(async (name) => {
        const text = await readFile(new URL(name, READING_MIGRATIONS.folder), 'utf8');
        return [name, createHash('sha256').update(text).digest('hex')] as const;
      }),
    );
    expect(Object.fromEntries(hashes)).toEqual(RELEASED);
  });
});
