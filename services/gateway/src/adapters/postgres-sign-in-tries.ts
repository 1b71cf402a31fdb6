import { lend, type PoolSource } from '@fieldline/relational';
import type { SignInLock, SignInTries, SignInTry } from '../ports/sign-in-tries.js';

/** A row that is locked is not changed, and none comes back. A lock that ended, or quiet for the window, starts anew. */
const TAKE = `insert into identity.sign_in_try as t (tenant_id, name_digest, failures, last_at, locked_until)
  values ($1, $2, 1, $3, case when $4 <= 1 then $6::timestamptz end)
  on conflict (tenant_id, name_digest) do update set
    failures = case when t.locked_until is not null or t.last_at <= $5 then 1 else t.failures + 1 end,
    last_at = $3,
    locked_until = case
      when t.locked_until is null and t.last_at > $5 and t.failures + 1 >= $4 then $6::timestamptz
    end
  where t.locked_until is null or t.locked_until <= $3
  returning failures`;

const LOCKED = 'select locked_until from identity.sign_in_try where tenant_id = $1 and name_digest = $2';

const GIVE_BACK = `update identity.sign_in_try set failures = greatest(failures - 1, 0), locked_until = null
  where tenant_id = $1 and name_digest = $2`;

/** Tries to sign in, in schema `identity`. */
export class PostgresSignInTries implements SignInTries {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  take({ tenantId, nameDigest, at }: SignInTry, lock: SignInLock): Promise<number | undefined> {
    return lend(this.#pool, async (client) => {
      const key = [tenantId, Buffer.from(nameDigest, 'hex')];
      const { rowCount } = await client.query(TAKE, [
        ...[...key, new Date(at), lock.failures, new Date(at - lock.windowMs), new Date(at + lock.lockMs)],
      ]);
      if (rowCount === 1) return undefined;
      const { rows } = await client.query<{ locked_until: Date | null }>(LOCKED, key);
      return rows[0]?.locked_until?.getTime() ?? at;
    });
  }

  async giveBack({ tenantId, nameDigest }: SignInTry): Promise<void> {
    await lend(this.#pool, (client) => client.query(GIVE_BACK, [tenantId, Buffer.from(nameDigest, 'hex')]));
  }

  removeBefore(lastAt: number): Promise<number> {
    return lend(this.#pool, async (client) => {
      const remove = 'delete from identity.sign_in_try where last_at < $1';
      return (await client.query(remove, [new Date(lastAt)])).rowCount ?? 0;
    });
  }
}
