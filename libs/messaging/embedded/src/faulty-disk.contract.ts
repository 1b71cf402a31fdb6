import type { Disk, DiskEntry, DiskFile, FolderLock } from './disk.js';

type Operation = 'read' | 'write' | 'datasync' | 'truncate' | 'open' | 'rename';

/** A disk whose operations fail on request, for tests. */
export class FaultyDisk implements Disk {
  readonly #disk: Disk;
  readonly #faults = new Map<Operation, NodeJS.ErrnoException>();
  freeSpace: number | undefined;
  /** Bytes read so far, and files opened to read. */
  bytesRead = 0;
  /** Awaited before each datasync. */
  beforeSync: () => Promise<void> = () => Promise.resolve();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** From now on these operations fail with this code. */
  fail(operations: readonly Operation[], code: string): void {
    for (const operation of operations) {
      this.#faults.set(operation, Object.assign(new Error(`${code}: planted, ${operation}`), { code }));
    }
  }

  heal(): void {
    this.#faults.clear();
  }

  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile> {
    if (mode !== 'read') this.check('open');
    return new FaultyFile(await this.#disk.open(path, mode), this);
  }

  list(folder: string): Promise<readonly DiskEntry[]> {
    return this.#disk.list(folder);
  }

  async rename(from: string, to: string): Promise<void> {
    this.check('rename');
    await this.#disk.rename(from, to);
  }

  remove(path: string): Promise<void> {
    return this.#disk.remove(path);
  }

  makeDirectory(path: string): Promise<void> {
    return this.#disk.makeDirectory(path);
  }

  syncDirectory(path: string): Promise<void> {
    return this.#disk.syncDirectory(path);
  }

  async freeBytes(path: string): Promise<number> {
    return this.freeSpace ?? this.#disk.freeBytes(path);
  }

  lock(folder: string): Promise<FolderLock> {
    return this.#disk.lock(folder);
  }

  check(operation: Operation): void {
    const fault = this.#faults.get(operation);
    if (fault !== undefined) throw fault;
  }
}

class FaultyFile implements DiskFile {
  readonly #file: DiskFile;
  readonly #disk: FaultyDisk;

  constructor(file: DiskFile, disk: FaultyDisk) {
    this.#file = file;
    this.#disk = disk;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      this.#disk.check('write');
    } catch (cause) {
      // A full disk takes a part.
      await this.#file.write(bytes.subarray(0, bytes.length >> 1), position);
      throw cause;
    }
    await this.#file.write(bytes, position);
  }

  async read(position: number, length: number): Promise<Buffer> {
    this.#disk.check('read');
    const bytes = await this.#file.read(position, length);
    this.#disk.bytesRead += bytes.length;
    return bytes;
  }

  async datasync(): Promise<void> {
    await this.#disk.beforeSync();
    this.#disk.check('datasync');
    await this.#file.datasync();
  }

  async truncate(length: number): Promise<void> {
    this.#disk.check('truncate');
    await this.#file.truncate(length);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
