import { link, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError, type Random } from '@fieldline/platform';

const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}\n?$/;

/**
 * The key under which secrets are digested: 32 random bytes in hex, made at the first start, readable by their owner
 * alone. Rejects with OperatorError when others may read it, when it is damaged, and when it cannot be made.
 */
export async function openServerKey(file: string, random: Random): Promise<Buffer> {
  try {
    const known = await readKey(file);
    if (known !== undefined) return known;
    await makeKey(file, random);
    return (await readKey(file)) as Buffer;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`the server key ${file} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

async function readKey(file: string): Promise<Buffer | undefined> {
  let mode: number;
  try {
    ({ mode } = await stat(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new OperatorError(
      `the server key ${file} can be read by others; run: chmod 600 ${file}, and issue new secrets`,
    );
  }
  const text = await readFile(file, 'utf8');
  if (!KEY_TEXT.test(text)) {
    throw new OperatorError(`the server key ${file} is damaged: 64 hex digits were expected; restore it from a backup`);
  }
  return Buffer.from(text.trimEnd(), 'hex');
}

/** Appears whole or not at all, also after a loss of power, and never over an existing one. */
async function makeKey(file: string, random: Random): Promise<void> {
  const draft = `${file}.${random.bytes(4).toString('hex')}.draft`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${random.bytes(KEY_BYTES).toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  await syncFolder(path.dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
