import { isUtf8 } from 'node:buffer';
import { decodePayload, MAX_PAYLOAD_BYTES, type SentReading } from '../domain/decode-payload.js';
import { Refusal } from '../domain/refusal.js';

/** The readings of a message as it came; a {@link Refusal} stands for the whole message, or for one reading of an array. */
export function readingsOf(payload: Buffer): readonly (SentReading | Refusal)[] {
  if (payload.length > MAX_PAYLOAD_BYTES) {
    const message = `the payload has ${payload.length} bytes`;
    return [new Refusal({ rule: 'too-large', message, expected: `at most ${MAX_PAYLOAD_BYTES} bytes` })];
  }
  if (!isUtf8(payload)) {
    const message = 'the payload is not UTF-8';
    return [new Refusal({ rule: 'not-utf-8', message, expected: 'JSON in UTF-8' })];
  }
  return decodePayload(payload.toString());
}
