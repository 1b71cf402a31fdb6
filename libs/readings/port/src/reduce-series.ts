import type { NumericPoint } from './reading-store.js';

export interface ReductionSpan {
  /** Inclusive, ms since 1970. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * Takes numeric points in order of time, one after the other, and keeps at most `maxPoints` (≥ 2): all where they fit, else
 * of each of ⌊maxPoints / 2⌋ equal spans the first minimum and the first maximum. Its memory does not grow with what it
 * takes. Throws RangeError for a `maxPoints` that makes no sense.
 */
export class SeriesReducer {
  readonly #from: number;
  readonly #duration: number;
  readonly #spans: number;
  readonly #maxPoints: number;
  /** All of them until they are too many; then those of the spans that are over. */
  #kept: NumericPoint[] = [];
  #reducing = false;
  #span = -1;
  #low: NumericPoint | undefined;
  #high: NumericPoint | undefined;

  constructor({ from, to }: ReductionSpan, maxPoints: number) {
    checkMaxPoints(maxPoints);
    this.#from = from;
    this.#duration = to - from;
    this.#spans = Math.floor(maxPoints / 2);
    this.#maxPoints = maxPoints;
  }

  /** `at` is within the span, and after every one before. */
  add(at: number, value: number): void {
    if (this.#reducing) {
      this.#reduce(at, value);
      return;
    }
    this.#kept.push({ at, value });
    if (this.#kept.length <= this.#maxPoints) return;
    this.#reducing = true;
    const all = this.#kept;
    this.#kept = [];
    for (const point of all) this.#reduce(point.at, point.value);
  }

  /** Ends the series. */
  points(): readonly NumericPoint[] {
    this.#closeSpan();
    return this.#kept;
  }

  #reduce(at: number, value: number): void {
    const span = Math.floor(((at - this.#from) * this.#spans) / this.#duration);
    if (span !== this.#span) {
      this.#closeSpan();
      this.#span = span;
      this.#low = this.#high = { at, value };
    } else if (value < (this.#low?.value ?? Infinity)) {
      this.#low = { at, value };
    } else if (value > (this.#high?.value ?? -Infinity)) {
      this.#high = { at, value };
    }
  }

  #closeSpan(): void {
    const [low, high] = [this.#low, this.#high];
    this.#low = this.#high = undefined;
    if (low === undefined || high === undefined) return;
    if (low === high) this.#kept.push(low);
    else if (low.at < high.at) this.#kept.push(low, high);
    else this.#kept.push(high, low);
  }
}

/** {@link SeriesReducer} over points that are there already. */
export function reduceSeries(
  points: Iterable<NumericPoint>,
  span: ReductionSpan,
  maxPoints: number,
): readonly NumericPoint[] {
  const reducer = new SeriesReducer(span, maxPoints);
  for (const { at, value } of points) reducer.add(at, value);
  return reducer.points();
}

export function checkMaxPoints(maxPoints: number): void {
  if (!Number.isInteger(maxPoints) || maxPoints < 2)
    throw new RangeError('maxPoints must be a whole number of 2 or more');
}
