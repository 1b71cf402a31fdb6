import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { ReadingStamp, RefusalReason } from '@fieldline/contracts';
import { checkReading, refusedOf, type CheckedReading } from '../domain/check-reading.js';
import { decodePayload } from '../domain/decode-payload.js';
import { isBelieved } from '../domain/measured-at.js';
import { mapPayload, readingAt, type PayloadMapping } from '../domain/payload-mapping.js';
import { ReadingIdentity } from '../domain/reading-identity.js';
import { Refusal } from '../domain/refusal.js';
import type { Letter } from '../ports/dead-letter-store.js';
import type { DeviceContext } from './device-contexts.js';
import { readingsOf } from './readings-of.js';
import { located } from './reading-place.js';

/** How a letter is to be sent. */
export interface ReplayEdit {
  /** In place of the letter's own bytes; of a refused value in place of the value. */
  readonly payload?: string | undefined;
  readonly mapping?: PayloadMapping | undefined;
}

export interface PlannedReading extends Pick<ReadingStamp, 'quality' | 'deviceTime'> {
  readonly reading: CheckedReading;
  /** ms since 1970; null where a time has to stand in. */
  readonly measuredAt: number | null;
}

export interface RefusedAgain {
  readonly kind: 'reading' | 'value';
  readonly reason: RefusalReason;
}

/** What a letter would become. */
export interface ReplayPlan {
  /** What is read, after edit and mapping. */
  readonly text: string;
  /** SHA-256 of it, hex. */
  readonly hash: string;
  readonly readings: readonly PlannedReading[];
  readonly refused: readonly RefusedAgain[];
}

/**
 * What a letter would become under its device's present profile. Of a message with several readings the letter stands for
 * the one that was refused; a refused value is read as `{ "values": { <its key>: <value> } }`.
 */
export function planReplay(letter: Letter, { payload, mapping }: ReplayEdit, context: DeviceContext): ReplayPlan {
  const bytes = payload === undefined ? letter.payload : Buffer.from(payload);
  const text = isUtf8(bytes) ? textOf(letter, payload === undefined, bytes.toString(), context) : bytes.toString();
  const mapped = text instanceof Refusal || !isUtf8(bytes) ? text : mapPayload(text, mapping ?? {});
  if (mapped instanceof Refusal) return planOf(bytes.toString(), [mapped], letter, context);
  const read = isUtf8(bytes) ? Buffer.from(mapped) : bytes;
  const identity = new ReadingIdentity();
  const checked = readingsOf(read).map((reading) => checkReading(reading, context.check, identity));
  return planOf(mapped, checked, letter, context);
}

function textOf(letter: Letter, isOwn: boolean, text: string, context: DeviceContext): string | Refusal {
  if (letter.kind === 'value') return valueText(letter, text, context);
  if (letter.stream === 'reading' && isOwn) {
    const message = 'the store cannot take these values, which were checked and converted already';
    return new Refusal({ rule: 'unstorable', message, expected: 'what the device would send, edited' });
  }
  const { at } = letter.reason;
  if (at === undefined) return text;
  const expected = `an array of more than ${at} readings, or the one reading`;
  return readingAt(text, at) ?? new Refusal({ rule: 'no-value', message: `there is no reading at ${at}`, expected });
}

function valueText({ reason: { metric = '' } }: Letter, text: string, { metrics }: DeviceContext): string | Refusal {
  const [decoded] = decodePayload(`[${text}]`);
  if (decoded instanceof Refusal && decoded.reason.rule === 'not-json') {
    const message = `the value of '${metric}' is not JSON`;
    return new Refusal({ rule: 'not-json', message, metric, expected: 'one JSON value, such as 21.5' });
  }
  const spec = metrics.find((one) => keyPath(one).join('.') === metric) ?? metrics.find((one) => one.metric === metric);
  const path = spec === undefined ? [metric] : keyPath(spec);
  const nested = path.reduceRight((inner, key) => `{${JSON.stringify(key)}:${inner}}`, text.trim());
  return `{"values":${nested}}`;
}

function keyPath(spec: DeviceContext['metrics'][number]): readonly string[] {
  return spec.keyPath ?? [spec.metric];
}

function planOf(
  text: string,
  checked: readonly (CheckedReading | Refusal)[],
  letter: Letter,
  context: DeviceContext,
): ReplayPlan {
  const readings: PlannedReading[] = [];
  const refused: RefusedAgain[] = [];
  for (const [at, one] of checked.entries()) {
    const where = { readings: checked.length, at };
    if (one instanceof Refusal) {
      refused.push({ kind: 'reading', reason: located(where, one.reason) });
      continue;
    }
    for (const reason of refusedOf(one)) refused.push({ kind: 'value', reason: located(where, reason) });
    readings.push({ reading: one, ...timing(one, letter, context) });
  }
  return { text, hash: createHash('sha256').update(text).digest('hex'), readings, refused };
}

/** As if the letter had passed when it arrived; a refused value joins the instant of its reading. */
function timing(
  { deviceTime }: CheckedReading,
  { measuredAt, quality, receivedAt }: Letter,
  { keepsHistory }: DeviceContext,
): Omit<PlannedReading, 'reading'> {
  if (deviceTime === undefined && measuredAt !== null) {
    return { measuredAt, quality: quality ?? 'good', deviceTime: null };
  }
  if (deviceTime === undefined) return { measuredAt: null, quality: 'arrival-time', deviceTime: null };
  return isBelieved(deviceTime, receivedAt, keepsHistory)
    ? { measuredAt: deviceTime, quality: 'good', deviceTime: null }
    : { measuredAt: null, quality: 'clock-unsynced', deviceTime };
}
