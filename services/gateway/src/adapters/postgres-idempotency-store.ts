import { lend, type PoolSource } from '@fieldline/relational';
import type {
  EarlierRequest,
  IdempotencyKey,
  IdempotencyStore,
  IdempotentRequest,
} from '../ports/idempotency-store.js';

interface RecordRow {
  readonly request_digest: Buffer;
  readonly run_id: string;
  readonly started_at: Date;
  readonly answer: Buffer | null;
}

const BEGIN = `insert into identity.idempotency_record as r
    (tenant_id, caller, key_digest, request_digest, run_id, started_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant_id, caller, key_digest) do update set
    request_digest = excluded.request_digest, run_id = excluded.run_id, started_at = excluded.started_at, answer = null
  where r.started_at < $7
  returning run_id`;
const OF_KEY = 'where tenant_id = $1 and caller = $2 and key_digest = $3';
const TABLE = 'identity.idempotency_record';

/** Answers by Idempotency-Key in schema `identity`. */
export class PostgresIdempotencyStore implements IdempotencyStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  begin(request: IdempotentRequest, expiredBefore: number): Promise<EarlierRequest | undefined> {
    const { requestDigest, runId, startedAt } = request;
    const values = [
      ...[...keyOf(request), Buffer.from(requestDigest, 'hex'), runId],
      ...[new Date(startedAt), new Date(expiredBefore)],
    ];
    return lend(this.#pool, async (client) => {
      for (;;) {
        if ((await client.query(BEGIN, values)).rowCount === 1) return undefined;
        const select = `select request_digest, run_id, started_at, answer from ${TABLE} ${OF_KEY}`;
        const { rows } = await client.query<RecordRow>(select, keyOf(request));
        // Freed in between: the key can be taken once more.
        if (rows[0] !== undefined) return toEarlier(rows[0]);
      }
    });
  }

  async finish(key: IdempotencyKey, answer: Buffer): Promise<void> {
    await this.#run(`update ${TABLE} set answer = $4 ${OF_KEY}`, [...keyOf(key), answer]);
  }

  async free(key: IdempotencyKey): Promise<void> {
    await this.#run(`delete from ${TABLE} ${OF_KEY}`, keyOf(key));
  }

  removeBefore(startedAt: number): Promise<number> {
    return this.#run(`delete from ${TABLE} where started_at < $1`, [new Date(startedAt)]);
  }

  #run(text: string, values: unknown[]): Promise<number> {
    return lend(this.#pool, async (client) => (await client.query(text, values)).rowCount ?? 0);
  }
}

function keyOf({ tenantId, caller, keyDigest }: IdempotencyKey): unknown[] {
  return [tenantId, caller, Buffer.from(keyDigest, 'hex')];
}

function toEarlier(row: RecordRow): EarlierRequest {
  return {
    requestDigest: row.request_digest.toString('hex'),
    runId: row.run_id,
    startedAt: row.started_at.getTime(),
    answer: row.answer,
  };
}
