import type { CallerIdentity } from '@fieldline/http';
import { TooManyRequestsError } from '@fieldline/platform';

export interface LiveLimits {
  readonly maxReaders: number;
  readonly maxReadersPerCaller: number;
  /** That a reader has not taken; of one chunk that is larger alone, all of it. */
  readonly maxPendingBytes: number;
}

export const LIVE_LIMITS: LiveLimits = { maxReaders: 1_000, maxReadersPerCaller: 50, maxPendingBytes: 512 * 1024 };

const RETRY_AFTER_SECONDS = 10;

/** Throws TooManyRequestsError where one more reader of this caller, or of all, is too many. */
export function checkAdmission(
  caller: CallerIdentity,
  readers: ReadonlySet<{ readonly caller: CallerIdentity }>,
  { maxReaders, maxReadersPerCaller }: LiveLimits,
): void {
  if (readers.size >= maxReaders) {
    throw new TooManyRequestsError(`the live feed has ${maxReaders} readers, which is the most`, RETRY_AFTER_SECONDS);
  }
  let own = 0;
  for (const { caller: other } of readers) if (isSame(other, caller)) own += 1;
  if (own < maxReadersPerCaller) return;
  throw new TooManyRequestsError(
    `you have ${maxReadersPerCaller} streams of the live feed open, which is the most; close one`,
    RETRY_AFTER_SECONDS,
  );
}

function isSame(a: CallerIdentity, b: CallerIdentity): boolean {
  return a.tenantId === b.tenantId && a.kind === b.kind && a.id === b.id;
}
