import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Where an entry comes from. */
export type Side = 'log' | 'store' | 'acknowledged';

/** One thing known of the instant (device, measuredAt). */
export interface SpillEntry {
  readonly side: Side;
  /** Number of the device, see {@link DeviceNumbers}. */
  readonly device: number;
  readonly measuredAt: number;
  /** Offset in the log, position in the store, line in the acknowledgements. */
  readonly position: number;
  /** Which reading of the instant it is; 0 where that is not known. */
  readonly identity: number;
  /** Bits, see the sides' own. */
  readonly flags: number;
  /** JSON text of the values; empty where they are not known. */
  readonly values: Buffer;
}

const SIDES: readonly Side[] = ['log', 'store', 'acknowledged'];
const HEAD_BYTES = 36;
const FLUSH_BYTES = 64 * 1024;
/** Scatters neighbouring times over the buckets (Knuth's multiplicative hash). */
const SCATTER = 2654435761;

/**
 * Entries of any number, put into files so that all of one instant are in the same file, and each file is small enough to
 * be taken into memory at once.
 */
export class Spill {
  readonly #folder: string;
  readonly #buckets: { readonly file: string; readonly descriptor: number; buffer: Buffer; used: number }[];

  /** `parent` needs room for about the size of the data compared. */
  constructor(parent: string, bucketCount: number) {
    this.#folder = mkdtempSync(path.join(parent, 'fieldline-audit-'));
    this.#buckets = Array.from({ length: bucketCount }, (_, at) => {
      const file = path.join(this.#folder, `${at}`);
      return { file, descriptor: openSync(file, 'w', 0o600), buffer: Buffer.allocUnsafe(FLUSH_BYTES), used: 0 };
    });
  }

  add(entry: SpillEntry): void {
    const { device, measuredAt, values } = entry;
    const hash = Math.imul(measuredAt ^ Math.imul(device + 1, SCATTER), SCATTER) >>> 8;
    const bucket = this.#buckets[hash % this.#buckets.length];
    if (bucket === undefined) return;
    const size = HEAD_BYTES + values.length;
    if (bucket.used + size > bucket.buffer.length) {
      writeSync(bucket.descriptor, bucket.buffer, 0, bucket.used);
      bucket.used = 0;
      if (size > bucket.buffer.length) bucket.buffer = Buffer.allocUnsafe(size);
    }
    writeEntry(bucket.buffer, bucket.used, entry);
    bucket.used += size;
  }

  /** The entries by instant, one file's after the other; nothing may be added any more. */
  *instants(): Generator<readonly SpillEntry[]> {
    for (const bucket of this.#buckets) {
      writeSync(bucket.descriptor, bucket.buffer, 0, bucket.used);
      bucket.used = 0;
      const instants = new Map<string, SpillEntry[]>();
      for (const entry of readEntries(readFileSync(bucket.file))) {
        const key = `${entry.device} ${entry.measuredAt}`;
        const known = instants.get(key);
        if (known === undefined) instants.set(key, [entry]);
        else known.push(entry);
      }
      yield* instants.values();
    }
  }

  /** Removes the files. */
  close(): void {
    for (const { descriptor } of this.#buckets) closeSync(descriptor);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function writeEntry(into: Buffer, at: number, entry: SpillEntry): void {
  into.writeUInt32LE(entry.values.length, at);
  into.writeUInt32LE(entry.device, at + 4);
  into.writeDoubleLE(entry.measuredAt, at + 8);
  into.writeDoubleLE(entry.position, at + 16);
  into.writeDoubleLE(entry.identity, at + 24);
  into.writeUInt16LE(SIDES.indexOf(entry.side), at + 32);
  into.writeUInt16LE(entry.flags, at + 34);
  entry.values.copy(into, at + HEAD_BYTES);
}

function* readEntries(bytes: Buffer): Generator<SpillEntry> {
  for (let at = 0; at < bytes.length;) {
    const end = at + HEAD_BYTES + bytes.readUInt32LE(at);
    yield {
      side: SIDES[bytes.readUInt16LE(at + 32)] as Side,
      device: bytes.readUInt32LE(at + 4),
      measuredAt: bytes.readDoubleLE(at + 8),
      position: bytes.readDoubleLE(at + 16),
      identity: bytes.readDoubleLE(at + 24),
      flags: bytes.readUInt16LE(at + 34),
      values: bytes.subarray(at + HEAD_BYTES, end),
    };
    at = end;
  }
}
