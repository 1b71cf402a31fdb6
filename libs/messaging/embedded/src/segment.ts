import { join } from 'node:path';
import { LogUnavailableError } from '@fieldline/messaging';
import { asError } from '@fieldline/platform';
import type { Disk } from './disk.js';
import { FRAME_HEADER_BYTES, frameTime } from './frame.js';
import type { WalkPoint } from './frame-walk.js';
import { segmentName } from './segment-name.js';
import { SparseIndex } from './sparse-index.js';

/** One file of a partition. What lies beyond `length` is not yet durable, or never will be, and is not read. */
export class Segment {
  readonly base: number;
  readonly path: string;
  readonly index = new SparseIndex();
  /** Positions of damage already reported. */
  readonly reported = new Set<number>();
  /** Durable bytes. */
  length: number;
  readonly #disk: Disk;

  constructor(disk: Disk, folder: string, base: number, length: number) {
    this.#disk = disk;
    this.base = base;
    this.path = join(folder, segmentName(base));
    this.length = length;
  }

  /** The nearest known point at or before an offset. */
  locate(offset: number): WalkPoint {
    return this.index.locate(offset) ?? { position: 0, offset: this.base };
  }

  /** Rejects with a LogUnavailableError: a disk that cannot be read now may be read later. */
  async read(position: number, length: number): Promise<Buffer> {
    try {
      const file = await this.#disk.open(this.path, 'read');
      try {
        return await file.read(position, length);
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw new LogUnavailableError(`${this.path} cannot be read: ${asError(cause).message}`, { cause });
    }
  }

  /** When its first record was appended; undefined when it has none. */
  async firstAppendedAt(): Promise<number | undefined> {
    if (this.length < FRAME_HEADER_BYTES) return undefined;
    this.#firstAppendedAt ??= frameTime(await this.read(0, FRAME_HEADER_BYTES), 0);
    return this.#firstAppendedAt;
  }

  #firstAppendedAt: number | undefined;
}
