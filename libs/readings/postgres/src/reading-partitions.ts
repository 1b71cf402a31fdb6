import { LIFETIME_CLASSES, type LifetimeClass } from '@fieldline/contracts';
import { LIFETIME_MS, type ReadingToStore } from '@fieldline/readings';
import { RangePartitions, type Pool } from '@fieldline/relational';

/** Made so long ahead, so that midnight finds its partition. */
const AHEAD_MS = 12 * 3_600_000;

/** The partitions of every lifetime class: by day, `history` by month. */
export class ReadingPartitions {
  readonly #byClass: Readonly<Record<LifetimeClass, RangePartitions>>;

  constructor(pool: Pool) {
    const partitions = (lifetime: LifetimeClass): RangePartitions =>
      new RangePartitions(pool, {
        schema: 'readings',
        table: `reading_${lifetime.replaceAll('-', '_')}`,
        every: lifetime === 'history' ? 'month' : 'day',
      });
    this.#byClass = {
      'raw-24h': partitions('raw-24h'),
      'raw-30d': partitions('raw-30d'),
      'raw-90d': partitions('raw-90d'),
      history: partitions('history'),
    };
  }

  /** Makes what these readings need, and what the classes in use will need soon. */
  async ensureFor(readings: readonly ReadingToStore[], now: number): Promise<void> {
    const missing = new Map<LifetimeClass, number[]>();
    const note = (lifetime: LifetimeClass, time: number): void => {
      if (this.#byClass[lifetime].has(time)) return;
      const times = missing.get(lifetime);
      if (times === undefined) missing.set(lifetime, [time]);
      else times.push(time);
    };
    const used = new Set<LifetimeClass>();
    for (const { lifetime, measuredAt } of readings) {
      used.add(lifetime);
      note(lifetime, measuredAt);
    }
    for (const lifetime of used) note(lifetime, now + AHEAD_MS);
    for (const [lifetime, times] of missing) await this.#byClass[lifetime].ensure(times);
  }

  /** Drops the partitions whose every reading is older than its class; resolves with how many. */
  async expire(now: number): Promise<number> {
    let dropped = 0;
    for (const lifetime of LIFETIME_CLASSES) {
      if (LIFETIME_MS[lifetime] === Infinity) continue;
      dropped += await this.#byClass[lifetime].dropBefore(now - LIFETIME_MS[lifetime]);
    }
    return dropped;
  }

  /** For when a partition turned out to be gone. */
  forget(): void {
    for (const lifetime of LIFETIME_CLASSES) this.#byClass[lifetime].forget();
  }
}
