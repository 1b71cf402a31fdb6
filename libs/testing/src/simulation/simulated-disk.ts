import { dirname } from 'node:path';
import type { Disk, DiskEntry, DiskFile, FolderLock } from '@fieldline/messaging-embedded';
import type { SeededRandom } from './seeded-random.js';
import { SimulatedFile } from './simulated-file.js';
import type { SimulatedTime } from './simulated-time.js';

export interface DiskFaults {
  /** Writes fail with ENOSPC, part of the bytes may be there. */
  full: boolean;
  /** Probability that a sync fails with EIO. */
  syncFails: number;
  /** An operation takes up to so long, ms. */
  slowMs: number;
}

/** One process's hold on the machine; operations of a dead process have no further effect and never end. */
export interface Process {
  alive: boolean;
}

type NameChange = { readonly folder: string; readonly apply: (names: Map<string, SimulatedFile>) => void };

const FREE_BYTES = 1e12;

/** A disk that keeps its promises to the letter and no more: see `Disk`. */
export class SimulatedDisk {
  readonly #time: SimulatedTime;
  readonly #random: SeededRandom;
  readonly #usualMs: number;
  readonly faults: DiskFaults = { full: false, syncFails: 0, slowMs: 0 };
  #names = new Map<string, SimulatedFile>();
  #durableNames = new Map<string, SimulatedFile>();
  #unsyncedNames: NameChange[] = [];

  constructor(time: SimulatedTime, random: SeededRandom) {
    this.#time = time;
    this.#random = random;
    this.#usualMs = random.pick([0.4, 4, 20]);
  }

  /** The disk as one process sees it. */
  attach(process: Process): Disk {
    const run = <T>(effect: () => T): Promise<T> => this.#run(process, effect);
    return {
      open: (path, mode) => run(() => this.#open(path, mode, process)),
      list: (folder) => run(() => this.#list(folder)),
      rename: (from, to) => run(() => this.#rename(from, to)),
      remove: (path) => run(() => this.#change(path, (names) => names.delete(path))),
      makeDirectory: () => run(() => undefined),
      syncDirectory: (folder) => run(() => this.#syncDirectory(folder)),
      freeBytes: () => run(() => (this.faults.full ? 0 : FREE_BYTES)),
      lock: (): Promise<FolderLock> => run(() => ({ release: () => Promise.resolve() })),
    };
  }

  /** The power goes: of what was not synced, any part may be left. */
  crash(): void {
    for (const folder of new Set(this.#unsyncedNames.map((change) => change.folder))) {
      const changes = this.#unsyncedNames.filter((change) => change.folder === folder);
      for (const { apply } of changes.slice(0, this.#random.between(0, changes.length))) apply(this.#durableNames);
    }
    this.#unsyncedNames = [];
    this.#names = new Map(this.#durableNames);
    for (const file of new Set(this.#names.values())) file.crash(this.#random);
  }

  async #run<T>(process: Process, effect: () => T): Promise<T> {
    await this.#time.wait(this.#latency());
    if (!process.alive) await never();
    return effect();
  }

  #latency(): number {
    return this.#random.fraction() * (this.#usualMs + this.faults.slowMs);
  }

  #open(path: string, mode: 'read' | 'write' | 'create', process: Process): DiskFile {
    let file = this.#names.get(path);
    if (mode === 'create') {
      const made = new SimulatedFile();
      file = made;
      this.#change(path, (names) => names.set(path, made));
    }
    if (file === undefined) throw systemError('ENOENT', `no such file: ${path}`);
    return this.#handle(file, process);
  }

  #handle(file: SimulatedFile, process: Process): DiskFile {
    return {
      write: async (bytes, position) => {
        if (!process.alive) await never();
        const written = this.faults.full ? this.#random.between(0, bytes.length) : bytes.length;
        file.write(bytes.slice(0, written), position);
        await this.#run(process, () => undefined);
        if (written < bytes.length || this.faults.full) throw systemError('ENOSPC', 'no space left on device');
      },
      read: (position, length) => this.#run(process, () => file.read(position, length)),
      datasync: async () => {
        const fails = this.#random.chance(this.faults.syncFails);
        await this.#run(process, () => (fails ? file.loseUnsynced() : file.sync()));
        if (fails) throw systemError('EIO', 'input/output error');
      },
      truncate: (length) => this.#run(process, () => file.truncate(length)),
      close: () => this.#run(process, () => undefined),
    };
  }

  #list(folder: string): readonly DiskEntry[] {
    const entries = new Map<string, DiskEntry>();
    for (const [path, file] of this.#names) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name, ...deeper] = path.slice(folder.length + 1).split('/') as [string, ...string[]];
      entries.set(name, { name, size: deeper.length === 0 ? file.length : 0 });
    }
    return [...entries.values()];
  }

  #rename(from: string, to: string): void {
    const file = this.#names.get(from);
    if (file === undefined) throw systemError('ENOENT', `no such file: ${from}`);
    this.#change(to, (names) => {
      names.delete(from);
      names.set(to, file);
    });
  }

  #change(path: string, apply: (names: Map<string, SimulatedFile>) => void): void {
    apply(this.#names);
    this.#unsyncedNames.push({ folder: dirname(path), apply });
  }

  #syncDirectory(folder: string): void {
    for (const change of this.#unsyncedNames) if (change.folder === folder) change.apply(this.#durableNames);
    this.#unsyncedNames = this.#unsyncedNames.filter((change) => change.folder !== folder);
  }
}

function never(): Promise<void> {
  return new Promise(() => {
    // the process that waits for this is dead
  });
}

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
