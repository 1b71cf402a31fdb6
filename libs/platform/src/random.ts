import { encodeTime } from 'ulidx';
import type { Clock } from './clock.js';

/** The only source of randomness outside adapters, so that the shipped code also runs from a seed. */
export interface Random {
  /** `size` unpredictable bytes. */
  bytes(size: number): Buffer;
  /** Uniform in [0, 1). */
  fraction(): number;
}

export const RANDOM = Symbol('Random');

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of time, 80 bits of randomness, 26 characters of Crockford base 32, sortable by time. */
export function ulid(clock: Clock, random: Random): string {
  const bytes = random.bytes(16);
  let tail = '';
  for (const byte of bytes) tail += CROCKFORD[byte & 31];
  return encodeTime(clock.now(), 10) + tail;
}
