/** Whose key it is. */
export interface IdempotencyKey {
  readonly tenantId: string;
  /** Kind and id of the caller. */
  readonly caller: string;
  /** Made from the key, hex. */
  readonly keyDigest: string;
}

export interface IdempotentRequest extends IdempotencyKey {
  /** Of method, path, query and body, hex. */
  readonly requestDigest: string;
  /** ULID of this run of the process. */
  readonly runId: string;
  /** ms since 1970. */
  readonly startedAt: number;
}

export interface EarlierRequest {
  readonly requestDigest: string;
  readonly runId: string;
  readonly startedAt: number;
  /** Encrypted; null while it is not known. */
  readonly answer: Buffer | null;
}

/** Requests with an Idempotency-Key and what was answered. */
export interface IdempotencyStore {
  /** Takes the key for this request, exactly one of many at the same time; else returns who has it. */
  begin(request: IdempotentRequest, expiredBefore: number): Promise<EarlierRequest | undefined>;
  finish(key: IdempotencyKey, answer: Buffer): Promise<void>;
  /** The request had no effect: the key may be used again. */
  free(key: IdempotencyKey): Promise<void>;
  removeBefore(startedAt: number): Promise<number>;
}

export const IDEMPOTENCY_STORE = Symbol('IdempotencyStore');
