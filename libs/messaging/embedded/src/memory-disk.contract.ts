import { dirname } from 'node:path';
import type { Disk, DiskEntry, DiskFile, FolderLock } from './disk.js';

/** A disk in memory that loses nothing, for tests that open a log thousands of times. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, Buffer>();

  /** Another disk with the same content, which this one's changes leave alone. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk();
    for (const [path, bytes] of this.files) copy.files.set(path, Buffer.from(bytes));
    return copy;
  }

  open(path: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile> {
    if (mode === 'create') this.files.set(path, Buffer.alloc(0));
    if (!this.files.has(path)) return Promise.reject(Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' }));
    const content = (): Buffer => this.files.get(path) ?? Buffer.alloc(0);
    return Promise.resolve({
      write: (bytes, position) => {
        const grown = Buffer.alloc(Math.max(content().length, position + bytes.length));
        content().copy(grown);
        grown.set(bytes, position);
        this.files.set(path, grown);
        return Promise.resolve();
      },
      read: (position, length) => Promise.resolve(Buffer.from(content().subarray(position, position + length))),
      datasync: () => Promise.resolve(),
      truncate: (length) => {
        this.files.set(path, Buffer.from(content().subarray(0, length)));
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  list(folder: string): Promise<readonly DiskEntry[]> {
    const entries = new Map<string, DiskEntry>();
    for (const [path, { length }] of this.files) {
      if (dirname(path) === folder) entries.set(path, { name: path.slice(folder.length + 1), size: length });
    }
    return Promise.resolve([...entries.values()]);
  }

  rename(from: string, to: string): Promise<void> {
    const bytes = this.files.get(from);
    this.files.delete(from);
    if (bytes !== undefined) this.files.set(to, bytes);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  makeDirectory(): Promise<void> {
    return Promise.resolve();
  }

  syncDirectory(): Promise<void> {
    return Promise.resolve();
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(1e12);
  }

  lock(): Promise<FolderLock> {
    return Promise.resolve({ release: () => Promise.resolve() });
  }
}
