import { answerOf, ApiError, createApi } from '@fieldline/api-client';
import { endsAfter } from '../app/browser-clock.js';
import { randomKey } from '../app/browser-random.js';
import { answered, unanswered } from '../app/connection.js';
import { Store } from '../app/store.js';

export { answerOf, ApiError };
export type { components, Problem, Schema } from '@fieldline/api-client';

const TIMEOUT_MS = 20_000;
/** Of the request that tells whether the server still answers. */
const HEARTBEAT_TIMEOUT_MS = 6_000;

/** Goes with every request that changes something; the session's. */
export const csrfToken = new Store<string | undefined>(undefined);
/** Counts requests that were refused for want of a session: whoever shows a page asks anew who is signed in. */
export const signedOut = new Store(0);

/** The server was not reached, or did not answer in time. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

async function reach(request: Request): Promise<Response> {
  const timeoutMs = request.method === 'GET' && request.url.endsWith('/session') ? HEARTBEAT_TIMEOUT_MS : TIMEOUT_MS;
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, endsAfter(timeoutMs)]) });
    answered();
    return response;
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    unanswered();
    throw new UnreachableError(`The server was not reached, or did not answer within ${timeoutMs / 1_000} s.`, {
      cause,
    });
  }
}

export const api = createApi({ baseUrl: `${location.origin}/api/v1`, fetch: reach, credentials: 'same-origin' });

api.use({
  onRequest({ request, schemaPath }) {
    const token = csrfToken.get();
    if (request.method !== 'GET' && token !== undefined) request.headers.set('x-csrf-token', token);
    if (request.method === 'PATCH') request.headers.set('content-type', 'application/merge-patch+json');
    // Where a browser or proxy sends it a second time, that has no second effect.
    if (request.method === 'POST' && schemaPath !== '/session') request.headers.set('idempotency-key', randomKey());
    return request;
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/session') signedOut.set(signedOut.get() + 1);
  },
});

/** The answer; undefined where the server has no such thing. */
export async function orGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return undefined;
    throw error;
  }
}
