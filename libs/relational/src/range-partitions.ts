import type { Pool, PoolClient } from './pool.js';
import { PartitionCalendar, type PartitionSpan } from './partition-calendar.js';
import { inTransaction } from './transaction.js';
import { toStoreError } from './store-error.js';

export interface RangePartitionsOptions {
  readonly schema: string;
  /** Partitioned `by range` over one timestamptz column; its partitions are `<table>_<yyyymmdd>` or `<table>_<yyyymm>`. */
  readonly table: string;
  readonly every: 'day' | 'month';
}

/** The partitions of one table by UTC day or month, made ahead or on demand. */
export class RangePartitions {
  readonly #pool: Pool;
  readonly #options: RangePartitionsOptions;
  readonly #calendar: PartitionCalendar;
  /** Starts of the partitions known to exist. */
  readonly #known = new Set<number>();

  constructor(pool: Pool, options: RangePartitionsOptions) {
    this.#pool = pool;
    this.#options = options;
    this.#calendar = new PartitionCalendar(options.every);
  }

  /**
   * Makes the partitions that hold these times (ms since 1970), in a transaction of its own; without a query when all
   * are known. Call it before a transaction that writes, not within.
   */
  async ensure(times: Iterable<number>): Promise<void> {
    const missing = new Map<number, PartitionSpan>();
    for (const time of times) {
      const span = this.#calendar.spanOf(time);
      if (!this.#known.has(span.from)) missing.set(span.from, span);
    }
    if (missing.size === 0) return;
    const spans = [...missing.values()].sort((a, b) => a.from - b.from);
    await inTransaction(this.#pool, (client) => this.#make(client, spans));
    for (const span of spans) this.#known.add(span.from);
  }

  /** Whether {@link ensure} would have nothing to do for this time. Cheap enough to ask for each row. */
  has(time: number): boolean {
    return this.#known.has(this.#calendar.startOf(time));
  }

  /** Drops every partition that ends at or before `time`; returns how many. */
  async dropBefore(time: number): Promise<number> {
    const names = await this.#list();
    const old = names.map((name) => this.#calendar.spanOfName(name)).filter((span) => span.to <= time);
    for (const span of old) {
      this.#known.delete(span.from);
      await this.#pool.query(`drop table if exists ${this.#qualified(span.suffix)}`).catch((error: unknown) => {
        throw toStoreError(error);
      });
    }
    return old.length;
  }

  /** Forgets what it knows, for when the database was replaced under it. */
  forget(): void {
    this.#known.clear();
  }

  async #make(client: PoolClient, spans: readonly PartitionSpan[]): Promise<void> {
    const { schema, table } = this.#options;
    const parent = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`;
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [parent]);
    for (const span of spans) {
      const name = this.#qualified(span.suffix);
      const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]);
      if (rows[0]?.there) continue;
      // Attaching a table of its own takes a weaker lock on the parent than `create … partition of`: readers go on.
      await client.query(`create table ${name} (like ${parent} including all)`);
      await client.query(
        `alter table ${parent} attach partition ${name}
         for values from ('${new Date(span.from).toISOString()}') to ('${new Date(span.to).toISOString()}')`,
      );
    }
  }

  async #list(): Promise<readonly string[]> {
    const { schema, table } = this.#options;
    try {
      const { rows } = await this.#pool.query<{ suffix: string }>(
        `select substr(child.relname, length($2) + 2) as suffix
         from pg_inherits
         join pg_class child on child.oid = inhrelid
         where inhparent = to_regclass(format('%I.%I', $1::text, $2::text)) order by 1`,
        [schema, table],
      );
      return rows.map((row) => row.suffix);
    } catch (error) {
      throw toStoreError(error);
    }
  }

  #qualified(suffix: string): string {
    return `"${this.#options.schema}"."${this.#options.table}_${suffix}"`;
  }
}
