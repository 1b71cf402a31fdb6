import { inTransaction, type PoolClient, type PoolSource, withClient } from '@fieldline/relational';
import type {
  DeadLetterStore,
  Letter,
  LetterFilter,
  LetterView,
  ReasonCount,
  Replayed,
  ReplayMark,
  StandInRequest,
} from '../ports/dead-letter-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { Viewer } from '../ports/viewer.js';
import {
  Conditions,
  LETTER_COLUMNS,
  LETTERS,
  lettersOf,
  placeBehind,
  toLetter,
  toView,
  VIEW_COLUMNS,
  type LetterRow,
  type ViewRow,
} from './dead-letter-rows.js';
import { DISCARD_SQL, MARK_SQL, reasonsSql, STAND_IN_SQL, TAKE_STAND_IN_SQL, TAKEN_SQL } from './dead-letter-sql.js';

interface ReasonRow {
  readonly rule: string;
  readonly kept: string;
  readonly replayed: string;
  readonly beyond: string;
  readonly devices: string;
  readonly last_ms: string;
}

interface TakenRow {
  readonly stand_in_ms: string;
  readonly stand_in_count: number;
}

/** How far behind the first instant that will do another is looked for, ms; each letter of one instant needs one. */
const STAND_INS_WITHIN_MS = 86_400_000;

/** Dead letters in schema `registry`. */
export class PostgresDeadLetterStore implements DeadLetterStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async page(viewer: Viewer, filter: LetterFilter, { after, limit }: PageRequest): Promise<Page<LetterView>> {
    const where = lettersOf(viewer, filter);
    if (after !== undefined) placeBehind(where, '<', after);
    const most = where.values.push(limit + 1);
    const rows = await this.#query<ViewRow>(
      `select ${VIEW_COLUMNS} from ${LETTERS} where ${where} order by letter.received_at desc, letter.id desc limit $${most}`,
      where.values,
    );
    const items = rows.slice(0, limit).map(toView);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? [last.receivedAt, last.id] : undefined };
  }

  async reasons(
    viewer: Viewer,
    { deviceId, siteId }: Pick<LetterFilter, 'deviceId' | 'siteId'>,
  ): Promise<readonly ReasonCount[]> {
    const where = lettersOf(viewer, { deviceId, siteId });
    const counted = countedAlone(viewer, { deviceId, siteId }, where.values);
    const rows = await this.#query<ReasonRow>(reasonsSql(String(where), String(counted)), where.values);
    return rows.map(({ rule, kept, replayed, beyond, devices, last_ms }) => ({
      rule,
      kept: Number(kept),
      replayed: Number(replayed),
      beyondQuota: Number(beyond),
      devices: Number(devices),
      lastAt: Number(last_ms),
    }));
  }

  async letter(viewer: Viewer, id: string): Promise<Letter | undefined> {
    if (!isId(id)) return undefined;
    const where = lettersOf(viewer, {}).add('letter.id = $', id);
    const rows = await this.#query<LetterRow>(`select ${LETTER_COLUMNS} from ${LETTERS} where ${where}`, where.values);
    return rows[0] && toLetter(rows[0]);
  }

  standIn({ letter: { id, deviceId }, count, from, taken }: StandInRequest): Promise<number> {
    return inTransaction(this.#pool(), async (client) => {
      // one letter of a device at a time, so that no two choose the same
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`stand-in ${deviceId}`]);
      const { rows: known } = await client.query<{ stand_in_ms: string | null }>(STAND_IN_SQL, [id]);
      const before = known[0]?.stand_in_ms ?? null;
      if (before !== null) return Number(before);
      const given = await client.query<TakenRow>(TAKEN_SQL, [deviceId, from, from + STAND_INS_WITHIN_MS]);
      const first = firstFree(from, count, new Set([...taken, ...given.rows.flatMap(instants)]));
      await client.query(TAKE_STAND_IN_SQL, [id, first, count]);
      return first;
    });
  }

  async markReplayed(tenantId: string, marks: readonly ReplayMark[], replayed: Replayed): Promise<void> {
    await withClient(this.#pool(), (client) => markReplayed(client, tenantId, marks, replayed));
  }

  async discard({ tenantId, sites }: Viewer, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    const rows = await this.#query<{ gone: string }>(DISCARD_SQL, [tenantId, sites, id]);
    return rows[0]?.gone === '1';
  }

  #query<R>(text: string, values: readonly unknown[]): Promise<R[]> {
    return withClient(this.#pool(), async (client) => (await client.query({ text, values: [...values] })).rows as R[]);
  }
}

/** Marks letters as replayed, in the caller's transaction where it has one. */
export async function markReplayed(
  client: PoolClient,
  tenantId: string,
  marks: readonly ReplayMark[],
  { at, by, replayId }: Replayed,
): Promise<void> {
  const ids = marks.map(({ id }) => id);
  const hashes = marks.map(({ hash }) => hash);
  await client.query(MARK_SQL, [tenantId, ids, hashes, at, by, replayId]);
}

/** Letters without bytes, of devices that are where the viewer sees them now. */
function countedAlone(
  { tenantId, sites }: Viewer,
  { deviceId, siteId }: Pick<LetterFilter, 'deviceId' | 'siteId'>,
  values: unknown[],
): Conditions {
  const where = new Conditions(values).add('counted.tenant_id = $', tenantId);
  if (sites !== null) where.add('device.site_id = any ($::text[])', sites);
  if (deviceId !== undefined) where.add('counted.device_id = $', deviceId);
  if (siteId !== undefined) where.add('device.site_id = $', siteId);
  return where;
}

function instants({ stand_in_ms, stand_in_count }: TakenRow): readonly number[] {
  return Array.from({ length: stand_in_count }, (_, at) => Number(stand_in_ms) + at);
}

function firstFree(from: number, count: number, taken: ReadonlySet<number>): number {
  let first = from;
  for (let at = from; at < first + count; at += 1) if (taken.has(at)) first = at + 1;
  return first;
}

/** PostgreSQL's bigint: more digits are no letter's. */
function isId(id: string): boolean {
  return /^[1-9]\d{0,17}$/.test(id);
}
