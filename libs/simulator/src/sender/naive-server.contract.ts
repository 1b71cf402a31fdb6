import type { MetricDefinition } from '@fieldline/domain-pack';

const FIRST_BELIEVED = Date.UTC(2015, 0, 1);
const TEN_MINUTES = 600_000;

interface Sent {
  readonly ts: number;
  readonly seq: number;
  readonly boot: number;
  readonly values: Readonly<Record<string, unknown>>;
}

interface StoredReading {
  readonly measuredAt: number;
  readonly boot: number;
  readonly values: string;
}

/**
 * For specs: what one device's ledger holds, by the plain words of its columns (services/ingestion) and without a
 * thought of how the messages were made.
 */
export class NaiveServer {
  readonly ledger: Record<string, number> = {};
  readonly #metrics: ReadonlyMap<string, MetricDefinition>;
  readonly #seen = new Set<string>();
  readonly #seqs = new Map<number, Set<number>>();
  #last: StoredReading | undefined;
  #newest: StoredReading | undefined;

  constructor(metrics: readonly MetricDefinition[]) {
    this.#metrics = new Map(metrics.map((metric) => [metric.metric, metric]));
  }

  take(payload: string, arrivedAt: number): void {
    this.#count('received');
    const sent = parse(payload);
    const values = sent && this.#passing(sent.values);
    if (sent === undefined || values === undefined) return this.#count('refused');
    const identity = `${sent.ts} ${sent.boot} ${sent.seq} ${values}`;
    if (this.#seen.has(identity)) return this.#count('duplicate');
    this.#seen.add(identity);
    this.#store(sent, values, arrivedAt);
  }

  /** Numbers between the first and the last of each boot that never came. */
  get missing(): number {
    let missing = 0;
    for (const seqs of this.#seqs.values()) missing += Math.max(...seqs) - Math.min(...seqs) + 1 - seqs.size;
    return missing;
  }

  #store({ ts, seq, boot }: Sent, values: string, arrivedAt: number): void {
    const deviceTime = ts < 1e11 ? ts * 1000 : ts;
    const believed = deviceTime >= FIRST_BELIEVED && deviceTime <= arrivedAt + TEN_MINUTES;
    if (!believed) this.#count('clockUnsynced');
    const reading = { measuredAt: believed ? deviceTime : arrivedAt, boot, values };
    this.#count('stored');
    if (values === this.#last?.values) this.#count('unchanged');
    const newest = this.#newest;
    if (newest !== undefined && reading.measuredAt < newest.measuredAt) this.#count('outOfOrder');
    else if (newest !== undefined && newest.boot !== boot) this.#count('restarts');
    if (newest === undefined || reading.measuredAt > newest.measuredAt) this.#newest = reading;
    this.#last = reading;
    this.#seqs.set(boot, (this.#seqs.get(boot) ?? new Set()).add(seq));
  }

  /** The values that pass, as text; undefined where none does. */
  #passing(values: Sent['values']): string | undefined {
    const good = Object.entries(values).filter(([name, value]) => passes(this.#metrics.get(name), value));
    if (good.length === 0) return undefined;
    for (let bad = Object.keys(values).length - good.length; bad > 0; bad--) this.#count('refusedValues');
    return JSON.stringify(Object.fromEntries(good));
  }

  #count(column: string): void {
    this.ledger[column] = (this.ledger[column] ?? 0) + 1;
  }
}

function parse(payload: string): Sent | undefined {
  try {
    return JSON.parse(payload) as Sent;
  } catch {
    return undefined;
  }
}

function passes(metric: MetricDefinition | undefined, value: unknown): boolean {
  const inRange = (number: unknown): boolean =>
    typeof number === 'number' && number >= (metric?.min ?? -Infinity) && number <= (metric?.max ?? Infinity);
  switch (metric?.type) {
    case 'number':
      return inRange(value);
    case 'number[]':
      return Array.isArray(value) && value.every(inRange);
    case 'string':
    case 'boolean':
      return typeof value === metric.type;
    case undefined:
      return false;
  }
}
