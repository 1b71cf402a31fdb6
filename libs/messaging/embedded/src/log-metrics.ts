import { advise, Counter, Gauge, Histogram, type Metrics } from '@fieldline/platform';

/** Lag of one group in one partition, in records. */
export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
}

/** What a metric is, and what to make of it. */
interface About {
  readonly name: string;
  readonly help: string;
  readonly advice: string;
}

const SYNC_BUCKETS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const ABOUT = {
  records: {
    name: 'fieldline_log_appended_records_total',
    help: 'Records made durable.',
    advice: 'The pace of the system. No rise although devices send: see `fieldline_log_withheld`.',
  },
  bytes: {
    name: 'fieldline_log_appended_bytes_total',
    help: 'Bytes made durable, frames included.',
    advice: 'What the journal takes from the disk before retention gives it back.',
  },
  damaged: {
    name: 'fieldline_log_damaged_records_total',
    help: 'Offsets lost to damage on disk.',
    advice: 'Must stay 0. The disk lost data: run `fieldline audit` to see whose, check the disk.',
  },
  deadLetters: {
    name: 'fieldline_log_dead_letters_total',
    help: 'Records put aside by a group.',
    advice: 'Must stay 0. A record that a consumer could never handle; the log line of the same time names its cause.',
  },
  sync: {
    name: 'fieldline_log_sync_seconds',
    help: 'Time of one write and its sync.',
    advice: 'Every PUBACK waits for it. Above 0.1 s the disk is slow or shared.',
  },
  diskFree: {
    name: 'fieldline_log_disk_free_bytes',
    help: 'Free space where the log is.',
    advice: 'Make room when it falls: below the low-water mark acknowledgements are withheld.',
  },
  withheld: {
    name: 'fieldline_log_withheld',
    help: '1 while the log takes nothing, or not all topics, for want of space.',
    advice: 'Devices get no PUBACK and send again later. Make room on the disk; nothing is lost meanwhile.',
  },
  lag: {
    name: 'fieldline_log_lag_records',
    help: 'Records a group has not committed yet.',
    advice: 'Rising and not falling: the group is too slow or its store is away. See `/health/details`.',
  },
} as const satisfies Record<string, About>;

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
    const about = ({ name, help, advice }: About): { name: string; help: string; registers: Metrics[] } => {
      advise(metrics, name, advice);
      return { name, help, registers };
    };
    this.#records = new Counter({ ...about(ABOUT.records), labelNames: ['topic'] });
    this.#bytes = new Counter({ ...about(ABOUT.bytes), labelNames: ['topic'] });
    this.#damaged = new Counter({ ...about(ABOUT.damaged), labelNames: ['topic'] });
    this.#deadLetters = new Counter({ ...about(ABOUT.deadLetters), labelNames: ['group', 'topic'] });
    this.#syncs = new Histogram({ ...about(ABOUT.sync), buckets: SYNC_BUCKETS });
    this.#diskFree = new Gauge(about(ABOUT.diskFree));
    this.#withheld = new Gauge(about(ABOUT.withheld));
    new Gauge({
      ...about(ABOUT.lag),
      labelNames: ['group', 'topic', 'partition'],
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
