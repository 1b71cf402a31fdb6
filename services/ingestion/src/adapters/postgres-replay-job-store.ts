import { inTransaction, type PoolSource, withClient } from '@fieldline/relational';
import type { PayloadMapping } from '../domain/payload-mapping.js';
import type { ReplayReason } from '../domain/replay-reasons.js';
import type { Letter } from '../ports/dead-letter-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type {
  BatchSize,
  NewReplay,
  ReplayFilter,
  ReplayJob,
  ReplayJobStore,
  ReplayStep,
} from '../ports/replay-job-store.js';
import type { Viewer } from '../ports/viewer.js';
import {
  Conditions,
  LETTER_COLUMNS,
  LETTERS,
  lettersOf,
  placeBehind,
  toLetter,
  type LetterRow,
} from './dead-letter-rows.js';
import { markReplayed } from './postgres-dead-letter-store.js';

const COLUMNS = `tenant_id, id, state, filter, mapping, sites, started_by, total, accepted, refused_again, reasons,
  (extract(epoch from started_at) * 1000)::bigint as started_ms, (extract(epoch from ended_at) * 1000)::bigint as ended_ms,
  (extract(epoch from after_received_at) * 1000)::bigint as after_ms, after_id, problem`;

interface JobRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly state: ReplayJob['state'];
  readonly filter: ReplayFilter;
  readonly mapping: PayloadMapping;
  readonly sites: readonly string[] | null;
  readonly started_by: string;
  readonly started_ms: string;
  readonly ended_ms: string | null;
  readonly total: string;
  readonly accepted: string;
  readonly refused_again: string;
  readonly reasons: readonly ReplayReason[];
  readonly after_ms: string | null;
  readonly after_id: string | null;
  readonly problem: string | null;
}

/** Replays of many letters in schema `registry`. */
export class PostgresReplayJobStore implements ReplayJobStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async start(job: NewReplay): Promise<ReplayJob | undefined> {
    const { id, viewer, filter, mapping, startedBy, startedAt } = job;
    const where = lettersOfJob(job);
    const at = where.values.length;
    const values = [...where.values, id, viewer.tenantId, filter, mapping, viewer.sites, startedBy, startedAt];
    const place = (offset: number): string => `$${at + offset}`;
    const [row] = await this.#query<JobRow>(
      `insert into registry.dead_letter_replay (id, tenant_id, filter, mapping, sites, started_by, started_at, total)
       select ${place(1)}, ${place(2)}, ${place(3)}::jsonb, ${place(4)}::jsonb, ${place(5)}::text[], ${place(6)},
         to_timestamp(${place(7)}::bigint / 1000.0), (select count(*) from registry.dead_letter letter where ${where})
       on conflict do nothing
       returning ${COLUMNS}`,
      values,
    );
    return row && toJob(row);
  }

  async job(viewer: Viewer, id: string): Promise<ReplayJob | undefined> {
    const where = jobsOf(viewer).add('id = $', id);
    const [row] = await this.#query<JobRow>(
      `select ${COLUMNS} from registry.dead_letter_replay where ${where}`,
      where.values,
    );
    return row && toJob(row);
  }

  async page(viewer: Viewer, { after, limit }: PageRequest): Promise<Page<ReplayJob>> {
    const where = jobsOf(viewer);
    if (after !== undefined) where.add('id < $', after[0]);
    const most = where.values.push(limit + 1);
    const rows = await this.#query<JobRow>(
      `select ${COLUMNS} from registry.dead_letter_replay where ${where} order by id desc limit $${most}`,
      where.values,
    );
    const items = rows.slice(0, limit).map(toJob);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? [last.id] : undefined };
  }

  async running(): Promise<readonly ReplayJob[]> {
    const rows = await this.#query<JobRow>(
      `select ${COLUMNS} from registry.dead_letter_replay where state = 'running' order by started_at`,
      [],
    );
    return rows.map(toJob);
  }

  async next(job: ReplayJob, { letters, bytes }: BatchSize): Promise<readonly Letter[]> {
    const where = lettersOfJob(job);
    if (job.after !== null) placeBehind(where, '>', [job.after.receivedAt, job.after.letterId]);
    const most = where.values.push(letters);
    const room = where.values.push(bytes);
    const rows = await this.#query<LetterRow>(
      `with sized as materialized (
         select id, sum(size) over (order by received_at, id) - size as before
         from (select letter.id, letter.received_at, letter.size from registry.dead_letter letter where ${where}
           order by letter.received_at, letter.id limit $${most}) as first
       )
       select ${LETTER_COLUMNS} from ${LETTERS}
       where letter.id in (select id from sized where before < $${room})
       order by letter.received_at, letter.id`,
      where.values,
    );
    return rows.map(toLetter);
  }

  step({ id, viewer: { tenantId }, startedBy }: ReplayJob, { after, marks, progress, at }: ReplayStep): Promise<void> {
    return inTransaction(this.#pool(), async (client) => {
      await markReplayed(client, tenantId, marks, { at, by: startedBy, replayId: id });
      await client.query(
        `update registry.dead_letter_replay set accepted = $2, refused_again = $3, reasons = $4::jsonb,
           after_received_at = to_timestamp($5::bigint / 1000.0), after_id = $6
         where id = $1`,
        [
          id,
          progress.accepted,
          progress.refusedAgain,
          JSON.stringify(progress.reasons),
          after.receivedAt,
          after.letterId,
        ],
      );
    });
  }

  async end(
    { id }: ReplayJob,
    { at, problem }: { readonly at: number; readonly problem: string | null },
  ): Promise<void> {
    await this.#query(
      `update registry.dead_letter_replay set state = $2, ended_at = to_timestamp($3::bigint / 1000.0), problem = $4
       where id = $1 and state = 'running'`,
      [id, problem === null ? 'done' : 'failed', at, problem],
    );
  }

  #query<R>(text: string, values: readonly unknown[]): Promise<R[]> {
    return withClient(this.#pool(), async (client) => (await client.query({ text, values: [...values] })).rows as R[]);
  }
}

/** Those that arrived by the start of the job and wait still. */
function lettersOfJob({ viewer, filter, startedAt }: NewReplay): Conditions {
  return lettersOf(viewer, { ...filter, replayed: false, to: startedAt + 1 });
}

/** A job over sites is for those who see all of them. */
function jobsOf({ tenantId, sites }: Viewer): Conditions {
  const where = new Conditions().add('tenant_id = $', tenantId);
  return sites === null ? where : where.add('sites <@ $::text[]', sites);
}

function toJob(row: JobRow): ReplayJob {
  const { after_ms: ms, after_id: letterId } = row;
  return {
    id: row.id,
    viewer: { tenantId: row.tenant_id, sites: row.sites },
    filter: row.filter,
    mapping: row.mapping,
    startedBy: row.started_by,
    startedAt: Number(row.started_ms),
    state: row.state,
    total: Number(row.total),
    accepted: Number(row.accepted),
    refusedAgain: Number(row.refused_again),
    reasons: row.reasons,
    endedAt: row.ended_ms === null ? null : Number(row.ended_ms),
    problem: row.problem,
    after: ms === null || letterId === null ? null : { receivedAt: Number(ms), letterId },
  };
}
