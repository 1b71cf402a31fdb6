import type { ProblemDocument } from '@fieldline/contracts';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  isRetriable,
  NotFoundError,
  PreconditionFailedError,
  TooLargeError,
  TooManyRequestsError,
  UnauthorizedError,
} from '@fieldline/platform';

/** `type` is what follows `urn:fieldline:problem:`. */
export interface ProblemKind {
  readonly status: number;
  readonly type: string;
  readonly title: string;
}

const KINDS: readonly (readonly [abstract new (...given: never[]) => Error, ProblemKind])[] = [
  [InvalidRequestError, { status: 422, type: 'invalid-request', title: 'The request cannot be met' }],
  [NotFoundError, { status: 404, type: 'not-found', title: 'Not found' }],
  [ConflictError, { status: 409, type: 'conflict', title: 'Conflict' }],
  [PreconditionFailedError, { status: 412, type: 'changed-meanwhile', title: 'It was changed meanwhile' }],
  [UnauthorizedError, { status: 401, type: 'unauthorized', title: 'Sign in first' }],
  [ForbiddenError, { status: 403, type: 'forbidden', title: 'Not permitted' }],
  [TooLargeError, { status: 413, type: 'too-large', title: 'Too much at once' }],
  [TooManyRequestsError, { status: 429, type: 'too-many-requests', title: 'Too many requests' }],
];

const UNAVAILABLE: ProblemKind = { status: 503, type: 'unavailable', title: 'Not available now' };
const UNAVAILABLE_DETAIL = 'the store or the log is away; what was stored already comes through later: try again';
const NOT_UNDERSTOOD: Omit<ProblemKind, 'status'> = { type: 'bad-request', title: 'The request was not understood' };
const INTERNAL: ProblemKind = { status: 500, type: 'internal', title: 'Something went wrong here' };

/** All kinds there are; `bad-request` has the status that Nest or Fastify gives it, 400 where it is none of the others. */
export const PROBLEM_KINDS: readonly ProblemKind[] = [
  { ...NOT_UNDERSTOOD, status: 400 },
  ...KINDS.map(([, kind]) => kind),
  INTERNAL,
  UNAVAILABLE,
];

/** What was thrown, as a problem document (RFC 9457). What is our own fault is not told. */
export function problemOf(error: unknown): ProblemDocument {
  const [, kind] = KINDS.find(([type]) => error instanceof type) ?? [];
  if (kind !== undefined) {
    const faults = error instanceof InvalidRequestError && error.faults.length > 0 ? { faults: [...error.faults] } : {};
    return { ...problem(kind, (error as Error).message), ...faults };
  }
  if (isRetriable(error)) return problem(UNAVAILABLE, UNAVAILABLE_DETAIL);
  const status = statusOf(error);
  if (status < 400 || status >= 500) return problem(INTERNAL);
  return problem({ ...NOT_UNDERSTOOD, status }, (error as Error).message);
}

/** Headers that belong to the answer. */
export function problemHeaders(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof TooManyRequestsError) return { 'retry-after': String(error.retryAfterSeconds) };
  if (error instanceof UnauthorizedError) return { 'www-authenticate': 'Bearer realm="fieldline"' };
  return isRetriable(error) ? { 'retry-after': '1' } : {};
}

/** Errors of Nest and of Fastify, such as for a body that is not JSON, carry their status. */
function statusOf(error: unknown): number {
  const { statusCode, status } = (error ?? {}) as { readonly statusCode?: unknown; readonly status?: unknown };
  return typeof statusCode === 'number' ? statusCode : typeof status === 'number' ? status : 500;
}

function problem({ type, title, status }: ProblemKind, detail?: string): ProblemDocument {
  return { type: `urn:fieldline:problem:${type}`, title, status, ...(detail === undefined ? {} : { detail }) };
}
