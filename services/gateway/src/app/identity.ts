import type { HotStore } from '@fieldline/hot';
import type { Clock, Logger, Random } from '@fieldline/platform';
import type { AuditLog } from '../ports/audit-log.js';
import type { IdempotencyStore } from '../ports/idempotency-store.js';
import type { SessionStore } from '../ports/session-store.js';
import type { SignInTries } from '../ports/sign-in-tries.js';
import type { TokenStore } from '../ports/token-store.js';
import type { UserStore } from '../ports/user-store.js';
import { AdminAccount } from './admin-account.js';
import { AuditWriter } from './audit-writer.js';
import { ChangePassword } from './change-password.js';
import { CountRequest } from './count-request.js';
import { Idempotency } from './idempotency.js';
import { PasswordHasher, type ScryptCost } from './password-hasher.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { TidyIdentity } from './tidy-identity.js';
import { Tokens } from './tokens.js';
import { VerifyToken } from './verify-token.js';

export interface IdentityStores {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly tries: SignInTries;
  readonly idempotency: IdempotencyStore;
  readonly auditLog: AuditLog;
}

export interface IdentityParts {
  readonly stores: IdentityStores;
  readonly hot: HotStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** ULID of this run of the process. */
  readonly runId: string;
  /** Less only in specs. */
  readonly scryptCost?: ScryptCost;
}

export const IDENTITY = Symbol('Identity');

/** Who may come in: the use cases on one set of stores. */
export class Identity {
  readonly adminAccount: AdminAccount;
  readonly changePassword: ChangePassword;
  readonly countRequest: CountRequest;
  readonly idempotency: Idempotency;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly tidyIdentity: TidyIdentity;
  readonly tokens: Tokens;
  readonly verifyToken: VerifyToken;

  constructor({ stores, hot, clock, random, logger, runId, scryptCost }: IdentityParts) {
    const audit = new AuditWriter(clock, random);
    const hasher = new PasswordHasher(random, scryptCost);
    const sessions = new Sessions({ ...stores, hot, clock });
    const verify = new VerifyToken({ ...stores, clock, logger });
    this.sessions = sessions;
    this.verifyToken = verify;
    this.adminAccount = new AdminAccount({ ...stores, sessions, hasher, audit, clock, random });
    this.changePassword = new ChangePassword({ ...stores, sessions, hasher, audit });
    this.countRequest = new CountRequest(hot, clock);
    this.idempotency = new Idempotency({ ...stores, clock, random, runId });
    this.signIn = new SignIn({ ...stores, hasher, audit, clock, random });
    this.signOut = new SignOut({ sessions, audit });
    this.tidyIdentity = new TidyIdentity({ ...stores, clock });
    this.tokens = new Tokens({ ...stores, verify, audit, clock, random });
  }
}
