import { Counter, Gauge, Histogram, type Metrics } from '@fieldline/platform';

/** Lag of one group in one partition, in records. */
export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
}

const SYNC_BUCKETS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What the log counts; counts nothing where no registry is given. */
export class LogMetrics {
  readonly #records: Counter | undefined;
  readonly #bytes: Counter | undefined;
  readonly #syncs: Histogram | undefined;
  readonly #damaged: Counter | undefined;
  readonly #deadLetters: Counter | undefined;
  readonly #diskFree: Gauge | undefined;
  readonly #withheld: Gauge | undefined;

  constructor(metrics: Metrics | undefined, lags: () => readonly GroupLag[]) {
    if (metrics === undefined) return;
    const registers = [metrics];
    const counter = (name: string, help: string, labelNames: string[]): Counter =>
      new Counter({ name: `fieldline_log_${name}`, help, labelNames, registers });
    this.#records = counter('appended_records_total', 'Records made durable.', ['topic']);
    this.#bytes = counter('appended_bytes_total', 'Bytes made durable, frames included.', ['topic']);
    this.#damaged = counter('damaged_records_total', 'Offsets lost to damage on disk.', ['topic']);
    this.#deadLetters = counter('dead_letters_total', 'Records put aside by a group.', ['group', 'topic']);
    this.#syncs = new Histogram({
      name: 'fieldline_log_sync_seconds',
      help: 'Time of one write and its sync.',
      buckets: SYNC_BUCKETS,
      registers,
    });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name: `fieldline_log_${name}`, help, registers });
    this.#diskFree = gauge('disk_free_bytes', 'Free space where the log is.');
    this.#withheld = gauge('withheld', '1 while the log takes nothing, or not all topics, for want of space.');
    new Gauge({
      name: 'fieldline_log_lag_records',
      help: 'Records a group has not committed yet.',
      labelNames: ['group', 'topic', 'partition'],
      registers,
      collect() {
        this.reset();
        for (const { records, ...labels } of lags()) this.set(labels, records);
      },
    });
  }

  appended(topic: string, records: number, bytes: number): void {
    this.#records?.inc({ topic }, records);
    this.#bytes?.inc({ topic }, bytes);
  }

  synced(seconds: number): void {
    this.#syncs?.observe(seconds);
  }

  damaged(topic: string, records: number): void {
    this.#damaged?.inc({ topic }, records);
  }

  deadLetter(group: string, topic: string): void {
    this.#deadLetters?.inc({ group, topic });
  }

  disk(freeBytes: number, withheld: boolean): void {
    this.#diskFree?.set(freeBytes);
    this.#withheld?.set(withheld ? 1 : 0);
  }
}
