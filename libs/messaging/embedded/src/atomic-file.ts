import { dirname } from 'node:path';
import type { Disk } from './disk.js';

/** Replaces a small file: after a crash it holds the old content or the new, and the new once this has resolved. */
export async function writeFileAtomically(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  const draft = `${path}.draft`;
  const file = await disk.open(draft, 'create');
  try {
    await file.write(content, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
  await disk.rename(draft, path);
  await disk.syncDirectory(dirname(path));
}

export async function readFile(disk: Disk, path: string, size: number): Promise<Buffer> {
  const file = await disk.open(path, 'read');
  try {
    return await file.read(0, size);
  } finally {
    await file.close();
  }
}
