import { createHmac } from 'node:crypto';
import type { Random } from '@fieldline/platform';

/** 160 bits, beyond guessing; 32 characters. */
const SECRET_BYTES = 20;
/** RFC 4648 base 32 in lower case: survives being typed, read aloud and put on a command line. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** A machine-made secret. */
export function makeSecret(random: Random): string {
  let secret = '';
  let bits = 0;
  let held = 0;
  for (const byte of random.bytes(SECRET_BYTES)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      secret += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return secret;
}

/**
 * What is kept of a secret: HMAC-SHA-256 under the server key. Secrets are machine-made, so a slow hash would add nothing
 * but an outage at a reconnect storm.
 */
export function digestOf(secret: string | Buffer, serverKey: Buffer): Buffer {
  return createHmac('sha256', serverKey).update(secret).digest();
}
