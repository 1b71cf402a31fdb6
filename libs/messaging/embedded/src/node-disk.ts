import { mkdir, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk, DiskEntry, DiskFile, FolderLock } from './disk.js';
import { lockFolder } from './folder-lock.js';

const OPEN_FLAGS = { read: 'r', write: 'r+', create: 'w+' } as const;

class NodeDiskFile implements DiskFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  async read(position: number, length: number): Promise<Buffer> {
    const into = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#handle.read(into, done, length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done === length ? into : into.subarray(0, done);
  }

  datasync(): Promise<void> {
    return this.#handle.datasync();
  }

  truncate(length: number): Promise<void> {
    return this.#handle.truncate(length);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** The machine's file system. */
export class NodeDisk implements Disk {
  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile> {
    return new NodeDiskFile(await open(path, OPEN_FLAGS[mode]));
  }

  async list(folder: string): Promise<readonly DiskEntry[]> {
    let entries;
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw cause;
    }
    return Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        size: entry.isFile() ? (await stat(join(folder, entry.name))).size : 0,
      })),
    );
  }

  rename(from: string, to: string): Promise<void> {
    return rename(from, to);
  }

  remove(path: string): Promise<void> {
    return rm(path, { force: true });
  }

  async makeDirectory(path: string): Promise<void> {
    await mkdir(path, { recursive: true });
  }

  async syncDirectory(path: string): Promise<void> {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async freeBytes(path: string): Promise<number> {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  }

  lock(folder: string): Promise<FolderLock> {
    return lockFolder(folder);
  }
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT';
}
