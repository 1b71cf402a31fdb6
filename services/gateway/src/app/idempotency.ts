import type { CallerIdentity } from '@fieldline/http';
import { ConflictError, InvalidRequestError, type Clock, type Random } from '@fieldline/platform';
import type { EarlierRequest, IdempotencyKey, IdempotencyStore } from '../ports/idempotency-store.js';
import { keyDigestOf, openAnswer, requestDigestOf, sealAnswer, type KeptAnswer } from './kept-answer.js';

/** An answer is kept so long. */
export const IDEMPOTENCY_KEPT_MS = 86_400_000;

/** Printable ASCII without spaces; shorter ones would be guessed, and answers may hold secrets. */
const KEY = /^[\x21-\x7e]{16,200}$/;

export interface IdempotentCall {
  readonly caller: CallerIdentity;
  readonly key: string;
  readonly method: string;
  /** Path with query. */
  readonly target: string;
  readonly body: Buffer;
}

/** A request that may have its effect now; its outcome is to be told. */
export interface BegunCall {
  readonly key: string;
  readonly record: IdempotencyKey;
}

export interface IdempotencyParts {
  readonly idempotency: IdempotencyStore;
  readonly clock: Clock;
  readonly random: Random;
  /** ULID of this run of the process. */
  readonly runId: string;
}

/** Sees to it that equal requests with one Idempotency-Key have one effect and one answer. */
export class Idempotency {
  readonly #parts: IdempotencyParts;
  /** Keys of the requests under way in this process. */
  readonly #underWay = new Set<string>();

  constructor(parts: IdempotencyParts) {
    this.#parts = parts;
  }

  /**
   * The answer that was given before, or the leave to go on. Rejects with InvalidRequestError for a key that is too short
   * or was used for another request, and with ConflictError while the first request is under way or where nobody knows
   * how it ended.
   */
  async begin(call: IdempotentCall): Promise<BegunCall | KeptAnswer> {
    const { caller, key, method, target, body } = call;
    if (!KEY.test(key)) throw invalid('expected 16 to 200 printable characters without spaces, such as a UUID');
    const record = {
      ...{ tenantId: caller.tenantId, caller: `${caller.kind}:${caller.id}` },
      keyDigest: keyDigestOf(key),
    };
    const requestDigest = requestDigestOf(method, target, body);
    const { idempotency, clock, runId } = this.#parts;
    const startedAt = clock.now();
    const name = nameOf(record);
    if (this.#underWay.has(name)) throw this.#busy(undefined);
    this.#underWay.add(name);
    const request = { ...record, requestDigest, runId, startedAt };
    const earlier = await idempotency.begin(request, startedAt - IDEMPOTENCY_KEPT_MS).catch((error: unknown) => {
      this.#underWay.delete(name);
      throw error;
    });
    if (earlier === undefined) return { key, record };
    this.#underWay.delete(name);
    if (earlier.requestDigest !== requestDigest) {
      throw invalid('was used for another request within the last 24 h: use a new key for a new request');
    }
    if (earlier.answer === null) throw this.#busy(earlier);
    return openAnswer(earlier.answer, key);
  }

  /** Keeps the answer; or frees the key where the request was refused and so had no effect. */
  async end({ key, record }: BegunCall, answer: KeptAnswer): Promise<void> {
    const { idempotency, random } = this.#parts;
    try {
      if (answer.status < 400) await idempotency.finish(record, sealAnswer(answer, key, random));
      // Of a failure here nobody knows how far the request came: it stays without an answer.
      else if (answer.status < 500) await idempotency.free(record);
    } finally {
      this.#underWay.delete(nameOf(record));
    }
  }

  #busy(earlier: EarlierRequest | undefined): ConflictError {
    if (earlier === undefined) {
      return new ConflictError('Idempotency-Key: the first request with it is in progress; ask again in a moment');
    }
    const since = new Date(earlier.startedAt).toISOString();
    const where = earlier.runId === this.#parts.runId ? 'this server' : 'another run of the server';
    return new ConflictError(
      `Idempotency-Key: outcome unknown: ${where} took the request at ${since} and has not kept its answer; look whether it took effect, then use a new key`,
    );
  }
}

function nameOf({ tenantId, caller, keyDigest }: IdempotencyKey): string {
  return `${tenantId} ${caller} ${keyDigest}`;
}

function invalid(message: string): InvalidRequestError {
  return new InvalidRequestError(`Idempotency-Key: ${message}`, { faults: [{ at: 'Idempotency-Key', message }] });
}
