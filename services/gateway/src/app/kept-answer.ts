import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import type { Random } from '@fieldline/platform';
import { z } from 'zod';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was answered. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const keptSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.base64().transform((text) => Buffer.from(text, 'base64')),
});

/** Under which a key is kept, hex; the key itself is not. */
export function keyDigestOf(idempotencyKey: string): string {
  return derived(idempotencyKey, 'record').toString('hex');
}

/** Of all that makes a request the same request, hex. */
export function requestDigestOf(method: string, target: string, body: Buffer): string {
  return createHash('sha256').update(`${method}\n${target}\n`).update(body).digest('hex');
}

/** Encrypts an answer, which may hold a secret, so that only who has the Idempotency-Key can read it. */
export function sealAnswer({ status, headers, body }: KeptAnswer, idempotencyKey: string, random: Random): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, derived(idempotencyKey, 'answer'), nonce);
  const text = JSON.stringify({ status, headers, body: body.toString('base64') });
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where it was sealed with another key or is damaged. */
export function openAnswer(sealed: Buffer, idempotencyKey: string): KeptAnswer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, derived(idempotencyKey, 'answer'), nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  return keptSchema.parse(JSON.parse(text.toString('utf8')));
}

/** HKDF with SHA-256 (RFC 5869): what is kept for finding an answer tells nothing of the key that opens it. */
function derived(idempotencyKey: string, use: 'record' | 'answer'): Buffer {
  return Buffer.from(hkdfSync('sha256', idempotencyKey, '', `fieldline idempotency ${use}`, 32));
}
