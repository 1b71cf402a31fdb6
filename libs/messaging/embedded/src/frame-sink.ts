import type { DiskFile } from './disk.js';

/** Collects frames and writes them to a file in large pieces. */
export class FrameSink {
  readonly #file: DiskFile;
  #parts: Buffer[] = [];
  #length = 0;
  #written = 0;

  constructor(file: DiskFile) {
    this.#file = file;
  }

  /** Bytes taken. */
  get length(): number {
    return this.#length;
  }

  add(bytes: Buffer, at: number, size: number): void {
    this.#parts.push(bytes.subarray(at, at + size));
    this.#length += size;
  }

  async flush(): Promise<void> {
    if (this.#parts.length === 0) return;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    await this.#file.write(bytes, this.#written);
    this.#written += bytes.length;
  }
}
