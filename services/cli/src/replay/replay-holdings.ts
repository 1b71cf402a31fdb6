import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Recording } from './recording-file.js';

const namesSchema = z.array(z.string());

/**
 * Notes in the data folder that the recording's fixed device holds readings of this file, and resolves with the names of
 * the others it holds which are no parts of the same recording by its declaration.
 */
export async function otherHoldings(dataFolder: string, { file, mapping }: Recording): Promise<readonly string[]> {
  const { device, parts } = mapping;
  if (device.kind !== 'fixed') return [];
  const hash = createHash('sha256').update(device.externalId).digest('hex').slice(0, 24);
  const notes = path.join(dataFolder, 'replay', 'devices', `${hash}.json`);
  const own = path.basename(file);
  const held = await namesIn(notes);
  if (!held.includes(own)) await write(notes, [...held, own]);
  const isPart = (name: string): boolean => parts !== undefined && new RegExp(parts).test(name);
  return held.filter((name) => name !== own && !(isPart(name) && isPart(own)));
}

async function namesIn(notes: string): Promise<readonly string[]> {
  try {
    return namesSchema.parse(JSON.parse(await readFile(notes, 'utf8')));
  } catch {
    // only a remark in the report hangs on it
    return [];
  }
}

async function write(notes: string, names: readonly string[]): Promise<void> {
  await mkdir(path.dirname(notes), { recursive: true, mode: 0o700 });
  const temporary = `${notes}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify(names), { mode: 0o600 });
  await rename(temporary, notes);
}
