const MINUTE_MS = 60_000;

/** After so many failures within the window a name is locked (E1), whether or not there is such a user. */
export const SIGN_IN_LOCK = { failures: 10, windowMs: 15 * MINUTE_MS, lockMs: 15 * MINUTE_MS } as const;
