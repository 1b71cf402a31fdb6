import { SeriesReducer, type NumericPoint, type ReductionSpan } from '@fieldline/readings';
import type { CopiedRow } from './copy-decoder.js';
import { POSTGRES_EPOCH_MS } from './storable-time.js';

const HIGH_WORD = 2 ** 32;
const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39];

/** Reduces copied rows of measured_at, position and then the JSON text of one value a metric, in order of time. */
export class CopiedSeries {
  readonly #reducers: readonly SeriesReducer[];
  /** Of the instant at hand, by metric: the place of its value in the log, −Infinity without one, and the value, if a number. */
  readonly #positions: number[];
  readonly #values: (number | undefined)[];
  #at = NaN;

  constructor(metrics: number, span: ReductionSpan, maxPoints: number) {
    this.#reducers = Array.from({ length: metrics }, () => new SeriesReducer(span, maxPoints));
    this.#positions = Array.from({ length: metrics }, () => -Infinity);
    this.#values = Array.from({ length: metrics }, () => undefined);
  }

  add({ buffer, starts, lengths }: CopiedRow): void {
    const at = readLong(buffer, starts[0] as number) / 1000 + POSTGRES_EPOCH_MS;
    const position = readLong(buffer, starts[1] as number);
    if (at !== this.#at) {
      this.#closeInstant();
      this.#at = at;
    }
    for (let metric = 0; metric < this.#reducers.length; metric++) {
      const length = lengths[metric + 2] as number;
      if (length < 0 || position < (this.#positions[metric] as number)) continue;
      this.#positions[metric] = position;
      this.#values[metric] = readNumber(buffer, starts[metric + 2] as number, length);
    }
  }

  /** One series a metric; ends them. */
  points(): readonly (readonly NumericPoint[])[] {
    this.#closeInstant();
    return this.#reducers.map((reducer) => reducer.points());
  }

  #closeInstant(): void {
    for (let metric = 0; metric < this.#reducers.length; metric++) {
      const value = this.#values[metric];
      if (value !== undefined) this.#reducers[metric]?.add(this.#at, value);
      this.#positions[metric] = -Infinity;
      this.#values[metric] = undefined;
    }
  }
}

/** An int8; exact up to 2^53. */
function readLong(buffer: Buffer, at: number): number {
  return buffer.readInt32BE(at) * HIGH_WORD + buffer.readUInt32BE(at + 4);
}

/** Undefined for what is no number in JSON. */
function readNumber(buffer: Buffer, at: number, length: number): number | undefined {
  const first = buffer[at] as number;
  if (first !== MINUS && (first < ZERO || first > NINE)) return undefined;
  return Number(buffer.toString('latin1', at, at + length));
}
