/** Counts by equal spans of time, the newest few; its memory does not grow. Times are ms since 1970. */
export class CountWindow {
  readonly #spanMs: number;
  readonly #counts: Uint32Array;
  #newest = 0;

  constructor(spanMs: number, spans: number) {
    this.#spanMs = spanMs;
    this.#counts = new Uint32Array(spans);
  }

  /** What is older than the window is left out. */
  add(at: number, count: number): void {
    const span = Math.floor(at / this.#spanMs);
    const { length } = this.#counts;
    if (span > this.#newest) this.#advance(span);
    else if (span <= this.#newest - length) return;
    const place = span % length;
    this.#counts[place] = (this.#counts[place] ?? 0) + count;
  }

  /** The sum of the spans that ended `newest` to `oldest` spans before the one that `now` is in, both inclusive; 0 is that one itself. */
  sum(now: number, oldest: number, newest: number): number {
    const current = Math.floor(now / this.#spanMs);
    const { length } = this.#counts;
    let sum = 0;
    const first = Math.max(current - oldest, this.#newest - length + 1);
    const last = Math.min(current - newest, this.#newest);
    for (let span = first; span <= last; span += 1) sum += this.#counts[span % length] ?? 0;
    return sum;
  }

  #advance(span: number): void {
    const { length } = this.#counts;
    if (span - this.#newest >= length) this.#counts.fill(0);
    else for (let passed = this.#newest + 1; passed <= span; passed += 1) this.#counts[passed % length] = 0;
    this.#newest = span;
  }
}
