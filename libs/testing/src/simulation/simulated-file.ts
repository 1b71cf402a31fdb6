import type { SeededRandom } from './seeded-random.js';

/** Disks write sectors of this size whole or not at all. */
const SECTOR_BYTES = 512;

interface Dirty {
  readonly from: number;
  readonly to: number;
}

/** A file as a process sees it, and what of it would survive a loss of power. */
export class SimulatedFile {
  #content: Buffer = Buffer.alloc(0);
  #durable: Buffer = Buffer.alloc(0);
  /** Written since the last sync, or shortened. */
  #dirty: Dirty[] = [];
  #lengthDirty = false;

  get length(): number {
    return this.#content.length;
  }

  write(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    if (end > this.#content.length) this.#content = grown(this.#content, end);
    this.#content.set(bytes, position);
    this.#dirty.push({ from: position, to: end });
  }

  read(position: number, length: number): Buffer {
    return Buffer.from(this.#content.subarray(position, position + length));
  }

  truncate(length: number): void {
    this.#content =
      length < this.#content.length ? Buffer.from(this.#content.subarray(0, length)) : grown(this.#content, length);
    this.#lengthDirty = true;
  }

  sync(): void {
    const synced = grown(Buffer.from(this.#durable.subarray(0, this.#content.length)), this.#content.length);
    for (const { from, to } of this.#dirty) {
      const end = Math.min(to, this.#content.length);
      if (from < end) this.#content.copy(synced, from, from, end);
    }
    this.#durable = synced;
    this.#dirty = [];
    this.#lengthDirty = false;
  }

  /** A sync that failed: what was written reads well until the power goes, and no later sync writes it any more. */
  loseUnsynced(): void {
    this.#dirty = [];
  }

  /** The power goes: each sector that was not synced holds what was written, or zeros; or the file ends before it. */
  crash(random: SeededRandom): void {
    const before = this.#content;
    const durableEnd = this.#durable.length;
    const after = this.#lengthDirty && random.chance(0.5) ? this.#durable.subarray(0, before.length) : this.#durable;
    let survived: Buffer = Buffer.from(after);
    for (const sector of this.#dirtySectors()) {
      const end = Math.min(sector + SECTOR_BYTES, before.length);
      const fate = random.fraction();
      if (fate < 0.2) {
        if (sector >= durableEnd) break;
        continue;
      }
      if (end > survived.length) survived = grown(survived, end);
      const from = Math.max(sector, sector < durableEnd ? Math.min(durableEnd, end) : sector);
      if (fate < 0.7) before.copy(survived, from, from, end);
      else survived.fill(0, from, end);
    }
    this.#content = survived;
    this.#durable = Buffer.from(survived);
    this.#dirty = [];
    this.#lengthDirty = false;
  }

  #dirtySectors(): readonly number[] {
    const sectors = new Set<number>();
    for (const { from, to } of this.#dirty) {
      for (let at = from - (from % SECTOR_BYTES); at < Math.min(to, this.#content.length); at += SECTOR_BYTES)
        sectors.add(at);
    }
    return [...sectors].sort((a, b) => a - b);
  }
}

function grown(buffer: Buffer, length: number): Buffer {
  if (buffer.length >= length) return buffer;
  const larger = Buffer.alloc(length);
  buffer.copy(larger);
  return larger;
}
