import { TooManyRequestsError, UnauthorizedError, type Clock, type Random } from '@fieldline/platform';
import { sessionEnd } from '../domain/session-end.js';
import { SIGN_IN_LOCK } from '../domain/sign-in-lock.js';
import { parseSignInName, type SignInName } from '../domain/sign-in-name.js';
import type { AuditAction, AuditLog } from '../ports/audit-log.js';
import type { Session, SessionStore } from '../ports/session-store.js';
import type { SignInTries } from '../ports/sign-in-tries.js';
import type { User, UserStore } from '../ports/user-store.js';
import type { AuditWriter } from './audit-writer.js';
import type { PasswordHasher } from './password-hasher.js';
import { digestOf, makeCookie } from './secrets.js';

export interface SignInParts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly tries: SignInTries;
  readonly auditLog: AuditLog;
  readonly audit: AuditWriter;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SignInRequest {
  /** `name` or `name@tenant`. */
  readonly name: string;
  readonly password: string;
  readonly address: string | null;
}

export interface SignedIn {
  /** The secret; given to the browser and not kept. */
  readonly cookie: string;
  readonly session: Session;
}

interface Attempt extends SignInName {
  readonly nameDigest: string;
  readonly password: string;
  readonly address: string | null;
}

/**
 * Opens a session for a name and password. Rejects with UnauthorizedError, which does not tell which of the two was wrong
 * and takes as long for names that nobody has; with TooManyRequestsError while the name is locked or too many wait.
 */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  async signIn({ name, password, address }: SignInRequest): Promise<SignedIn> {
    const who = parseSignInName(name);
    if (who === undefined) {
      await this.#parts.hasher.matches(password, undefined);
      throw refused();
    }
    const attempt = { ...who, password, address, nameDigest: digestOf(who.name.toLowerCase()) };
    await this.#take(attempt);
    const user = await this.#check(attempt);
    const signedIn = user === undefined ? undefined : await this.#open(user, attempt);
    if (signedIn !== undefined) return signedIn;
    await this.#note(attempt, 'sign-in-refused');
    throw refused();
  }

  async #take(attempt: Attempt): Promise<void> {
    const { tries, clock } = this.#parts;
    const at = clock.now();
    const lockedUntil = await tries.take({ ...attempt, at }, SIGN_IN_LOCK);
    if (lockedUntil === undefined) return;
    await this.#note(attempt, 'sign-in-locked');
    const seconds = Math.max(1, Math.ceil((lockedUntil - at) / 1000));
    throw new TooManyRequestsError(
      `signing in failed ${SIGN_IN_LOCK.failures} times with this name: come again in ${seconds} s, or set a new password with: fieldline admin reset`,
      seconds,
    );
  }

  async #check(attempt: Attempt): Promise<User | undefined> {
    const { users, hasher, tries, clock } = this.#parts;
    try {
      const user = await users.byName(attempt.tenantId, attempt.name);
      const known = user?.active === true ? user : undefined;
      return (await hasher.matches(attempt.password, known?.passwordHash)) ? known : undefined;
    } catch (error) {
      await tries.giveBack({ ...attempt, at: clock.now() });
      throw error;
    }
  }

  async #open(user: User, { nameDigest, address }: Attempt): Promise<SignedIn | undefined> {
    const { sessions, audit, clock, random } = this.#parts;
    const { tenantId, id: userId, name, scope, sites, passwordHash } = user;
    const cookie = makeCookie(random);
    const now = clock.now();
    const session = {
      ...{ tenantId, digest: digestOf(cookie), userId, name, scope, sites },
      ...{ createdAt: now, lastSeenAt: now, expiresAt: sessionEnd(now, now) },
    };
    const actor = { kind: 'user', id: userId, name } as const;
    const entry = audit.entry({ tenantId, actor, action: 'sign-in', subject: userId, address });
    const opened = await sessions.open({ session, passwordHash, nameDigest }, entry);
    return opened ? { cookie, session } : undefined;
  }

  async #note({ tenantId, name, address }: Attempt, action: AuditAction): Promise<void> {
    const actor = { kind: 'unknown', id: 'unknown', name } as const;
    await this.#parts.auditLog.add(this.#parts.audit.entry({ tenantId, actor, action, subject: name, address }));
  }
}

function refused(): UnauthorizedError {
  return new UnauthorizedError(
    'name or password is wrong; a forgotten password is replaced with: fieldline admin reset, on the machine of the server',
  );
}
