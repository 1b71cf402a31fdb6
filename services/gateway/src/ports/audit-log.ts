/** Who did it: `server` at its first start, `unknown` before somebody is signed in. */
export interface AuditActor {
  readonly kind: 'user' | 'token' | 'owner' | 'server' | 'unknown';
  readonly id: string;
  readonly name: string;
}

export type AuditAction =
  | ('first-admin' | 'admin-reset' | 'user-added' | 'password-changed')
  | ('sign-in' | 'sign-in-refused' | 'sign-in-locked' | 'sign-out')
  | ('token-created' | 'token-revoked');

/** One line of the audit log: who did what to whom, when, from where. Never a secret. */
export interface AuditEntry {
  readonly tenantId: string;
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  /** ULID of the user or token it was done to, or the name that somebody tried. */
  readonly subject: string;
  /** IP address; null through the control socket. */
  readonly address: string | null;
}

/** Entries without a change. A change of identity takes its entry along into its own transaction. */
export interface AuditLog {
  add(entry: AuditEntry): Promise<void>;
  /** Forgets entries from before; returns how many. */
  removeBefore(at: number): Promise<number>;
}

export const AUDIT_LOG = Symbol('AuditLog');
