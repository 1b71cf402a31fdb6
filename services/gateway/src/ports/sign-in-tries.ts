/** When a name is locked. Times in ms. */
export interface SignInLock {
  readonly failures: number;
  /** Failures older than this are forgotten. */
  readonly windowMs: number;
  readonly lockMs: number;
}

export interface SignInTry {
  readonly tenantId: string;
  /** SHA-256 of the name in lower case, hex. */
  readonly nameDigest: string;
  /** ms since 1970. */
  readonly at: number;
}

/** Counts tries to sign in, alike for names that exist and that do not. */
export interface SignInTries {
  /**
   * Counts the try as failed before it is made, so that tries at the same time count too; a sign-in that succeeds
   * forgets them all. Returns when the lock ends where the name is locked, else undefined.
   */
  take(attempt: SignInTry, lock: SignInLock): Promise<number | undefined>;
  /** Takes back a try that was not made after all. */
  giveBack(attempt: SignInTry): Promise<void>;
  removeBefore(lastAt: number): Promise<number>;
}

export const SIGN_IN_TRIES = Symbol('SignInTries');
