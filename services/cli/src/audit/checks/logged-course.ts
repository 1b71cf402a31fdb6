import type { LoggedReading } from './log-records.js';

type Numbered = Pick<LoggedReading, 'boot' | 'seq' | 'measuredAt'>;

/** As many as the writer remembers (services/ingestion/README.md); beyond, its count of what is missing is its own. */
const BOOTS = 8;
const GAPS = 64;
const JUMP = 10_000_000;

/** The auditor's own count of restarts and missing numbers of one device, over its readings in the order of the log. */
export class LoggedCourse {
  restarts = 0;
  #newestAt = -Infinity;
  #boot: LoggedReading['boot'] = null;
  #seq: number | null = null;
  /** Without a boot: how often the count began again, and when it last did. */
  #epoch = 0;
  #epochAt = -Infinity;
  readonly #numbers = new Map<string, Numbers>();
  #isKnown = true;

  /** Undefined where the writer may have forgotten what this count needs. */
  get missing(): number | undefined {
    if (!this.#isKnown || this.#numbers.size > BOOTS) return undefined;
    let sum = 0;
    for (const { missing } of this.#numbers.values()) {
      if (missing === undefined) return undefined;
      sum += missing;
    }
    return sum;
  }

  /** Whether it was measured before the newest of those before it. */
  take(reading: Numbered): boolean {
    const { boot, seq, measuredAt } = reading;
    const isBehind = measuredAt < this.#newestAt;
    if (measuredAt > this.#newestAt) this.#advance(reading);
    else if (boot === null && seq !== null && measuredAt < this.#epochAt) this.#isKnown = false;
    if (seq !== null) {
      const name = boot === null ? `#${this.#epoch}` : JSON.stringify(boot);
      const numbers = this.#numbers.get(name);
      if (numbers !== undefined) numbers.take(seq);
      else this.#numbers.set(name, new Numbers(seq));
    }
    return isBehind;
  }

  #advance({ boot, seq, measuredAt }: Numbered): void {
    this.#newestAt = measuredAt;
    if (boot !== null) {
      if (this.#boot !== null && this.#boot !== boot) this.restarts++;
      this.#boot = boot;
    } else if (seq !== null) {
      if (this.#seq !== null && seq < this.#seq) {
        this.restarts++;
        this.#epoch++;
        this.#epochAt = measuredAt;
      }
      this.#seq = seq;
    }
  }
}

/** Numbers between the lowest and the highest that did not come, as single runs. */
class Numbers {
  #low: number;
  #high: number;
  #absent: (readonly [number, number])[] | undefined = [];

  constructor(first: number) {
    this.#low = first;
    this.#high = first;
  }

  get missing(): number | undefined {
    return this.#absent?.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  }

  take(seq: number): void {
    if (this.#absent === undefined) return;
    if (seq > this.#high + 1) this.#absent.push([this.#high + 1, seq - 1]);
    if (seq < this.#low - 1) this.#absent.push([seq + 1, this.#low - 1]);
    if (seq > this.#low && seq < this.#high) {
      this.#absent = this.#absent.flatMap(([from, to]) => {
        if (seq < from || seq > to) return [[from, to] as const];
        const left: (readonly [number, number])[] = [];
        if (from < seq) left.push([from, seq - 1]);
        if (seq < to) left.push([seq + 1, to]);
        return left;
      });
    }
    const isTooFar = seq > this.#high + JUMP || seq < this.#low - JUMP;
    if (isTooFar || this.#absent.length > GAPS) this.#absent = undefined;
    this.#low = Math.min(this.#low, seq);
    this.#high = Math.max(this.#high, seq);
  }
}
