import type { CallerIdentity } from '@fieldline/http';
import { ForbiddenError, ulid, type Clock, type Random } from '@fieldline/platform';
import type { AuditAction, AuditActor } from '../ports/audit-log.js';
import type { User, UserStore } from '../ports/user-store.js';
import { SERVER, type AuditWriter } from './audit-writer.js';
import type { PasswordHasher } from './password-hasher.js';
import { makePassword } from './secrets.js';
import type { Sessions } from './sessions.js';

const ADMIN = 'admin';

/** Shown once; only its hash is kept. */
export interface NewAdmin {
  readonly name: string;
  readonly password: string;
}

export interface AdminAccountParts {
  readonly users: UserStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditWriter;
  readonly clock: Clock;
  readonly random: Random;
}

/** The first account of a tenant, whose password the server makes. */
export class AdminAccount {
  readonly #parts: AdminAccountParts;

  constructor(parts: AdminAccountParts) {
    this.#parts = parts;
  }

  /** At the first start of a tenant its admin; undefined where it has users. */
  async firstAdmin(tenantId: string): Promise<NewAdmin | undefined> {
    const { users, random } = this.#parts;
    if ((await users.byName(tenantId, ADMIN)) !== undefined) return undefined;
    const password = makePassword(random);
    const user = await this.#user(tenantId, password);
    const added = await users.addFirst(user, this.#entry(user, SERVER, 'first-admin'));
    return added ? { name: ADMIN, password } : undefined;
  }

  /**
   * A new password for the admin, which also unlocks it; every session of the tenant ends. Rejects with ForbiddenError
   * for anybody but the owner of the data folder.
   */
  async resetAdmin(caller: CallerIdentity): Promise<NewAdmin> {
    if (caller.kind !== 'owner') {
      throw new ForbiddenError(
        'only the owner of the data folder may: run fieldline admin reset on the machine of the server',
      );
    }
    const { users, sessions, random } = this.#parts;
    const password = makePassword(random);
    const user = await this.#user(caller.tenantId, password);
    await sessions.forget(await users.reset(user, this.#entry(user, caller, 'admin-reset')));
    return { name: ADMIN, password };
  }

  async #user(tenantId: string, password: string): Promise<User> {
    const { clock, random, hasher } = this.#parts;
    const passwordHash = await hasher.hash(password);
    const id = ulid(clock, random);
    return { tenantId, id, name: ADMIN, email: null, passwordHash, scope: 'admin', sites: null, active: true };
  }

  #entry({ tenantId, name: subject }: User, { kind, id, name }: AuditActor, action: AuditAction) {
    return this.#parts.audit.entry({ tenantId, actor: { kind, id, name }, action, subject, address: null });
  }
}
