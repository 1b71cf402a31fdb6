import { z } from 'zod';
import { ContractError, TRACE_PATTERN } from '../envelope.js';
import type { LifetimeClass } from './lifetime-class.js';
import {
  READING_TOPIC,
  type Reading,
  type ReadingHead,
  type ReadingOrigin,
  type ReadingQuality,
  type ReadingStamp,
} from './reading.v1.js';
import { BOOT_PATTERN, readingOriginSchema } from './reading-schema.v1.js';

/*
 * Record form: one JSON array whose order is fixed,
 *   [1, tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source, runId,
 *    n, measuredAt, receivedAt, quality, boot, seq, deviceTime, refusedValues, identity, trace, {values}]
 * so any consumer can JSON.parse it, a producer writes the first line once a connection, and `values` are the device's
 * own bytes where all passed unchanged. No string of the head may hold `{` or a comma: the first `{` begins the values. The head is
 * ASCII; only values may hold anything else.
 */

/** The head's unchanging beginning; made once a connection. Throws {@link ContractError} for what no head may hold. */
export function encodeReadingOrigin(origin: ReadingOrigin): string {
  const checked = readingOriginSchema.safeParse(origin);
  if (!checked.success) {
    throw new ContractError(`${READING_TOPIC}: ${z.prettifyError(checked.error)}`, { cause: checked.error });
  }
  const { tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source, runId } = origin;
  return JSON.stringify([1, tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source, runId]).slice(
    0,
    -1,
  );
}

/**
 * A whole record. `values` is the text of one JSON object; `origin` is from {@link encodeReadingOrigin}. Throws
 * {@link ContractError} for a boot or a trace that could not be read back.
 */
export function encodeReading(origin: string, stamp: ReadingStamp, values: string): Buffer {
  const { n, measuredAt, receivedAt, quality, seq, deviceTime, refusedValues, identity } = stamp;
  const boot = typeof stamp.boot === 'string' ? quoted('boot', stamp.boot, BOOT_PATTERN) : String(stamp.boot);
  const trace = stamp.trace === null ? 'null' : quoted('trace', stamp.trace, TRACE_PATTERN);
  return Buffer.from(
    `${origin},${n},${measuredAt},${receivedAt},"${quality}",${boot},${seq},${deviceTime},${refusedValues},${identity},${trace},${values}]`,
  );
}

function quoted(field: string, text: string, pattern: RegExp): string {
  if (!pattern.test(text))
    throw new ContractError(`${READING_TOPIC}: ${field} ${JSON.stringify(text)} is not ${pattern}`);
  return `"${text}"`;
}

/** A record with its values still as text, for writers that pass them on unread. */
export interface EncodedReading {
  readonly head: ReadingHead;
  /** The text of one JSON object. */
  readonly valuesJson: string;
}

const OPENING_BRACE = 0x7b;
const CLOSING_BRACKET = 0x5d;
const COMMA = 0x2c;

/** Reads the head and leaves the values as they are. Throws {@link ContractError} for bytes that are no such record. */
export function decodeReadingHead(record: Buffer): EncodedReading {
  const open = record.indexOf(OPENING_BRACE);
  const end = record.length - 1;
  if (open < 2 || record[open - 1] !== COMMA || record[end] !== CLOSING_BRACKET) {
    throw new ContractError(`${READING_TOPIC}: a record is not an array that ends in its values`);
  }
  return {
    head: parseHead(`${record.toString('latin1', 0, open - 1)}]`),
    valuesJson: record.toString('utf8', open, end),
  };
}

export function decodeReading(record: Buffer): Reading {
  const { head, valuesJson } = decodeReadingHead(record);
  try {
    return { ...head, values: JSON.parse(valuesJson) as Reading['values'] };
  } catch (cause) {
    throw new ContractError(`${READING_TOPIC}: the values of a record are not JSON`, { cause });
  }
}

/** Fields of the origin, the record form's own version included. */
const ORIGIN_LENGTH = 9;
const STAMP_LENGTH = 10;
/** Places of the origin that hold text; the others hold whole numbers. */
const ORIGIN_TEXTS: ReadonlySet<number> = new Set([1, 2, 3, 4, 6, 7, 8]);
/** Places of the stamp that hold a whole number. */
const STAMP_NUMBERS = [0, 1, 2, 7, 8] as const;
const QUALITY = 3;

/** Origins by their text: a consumer meets the same ones over and over. Emptied when there are too many. */
const knownOrigins = new Map<string, ReadingOrigin>();
const MOST_KNOWN_ORIGINS = 10_000;

function parseHead(text: string): ReadingHead {
  // No string of the origin may hold a comma.
  let comma = 0;
  for (let field = 0; field < ORIGIN_LENGTH && comma >= 0; field += 1) comma = text.indexOf(',', comma + 1);
  if (comma < 0) throw notOfVersion1();
  const originText = text.slice(0, comma);
  const origin = knownOrigins.get(originText) ?? learnOrigin(originText);
  const stamp = parseFields(`[${text.slice(comma + 1)}`);
  if (!isStamp(stamp)) throw notOfVersion1();
  return {
    tenantId: origin.tenantId,
    siteId: origin.siteId,
    deviceId: origin.deviceId,
    profileId: origin.profileId,
    profileVersion: origin.profileVersion,
    lifetime: origin.lifetime,
    source: origin.source,
    runId: origin.runId,
    n: stamp[0] as number,
    measuredAt: stamp[1] as number,
    receivedAt: stamp[2] as number,
    quality: stamp[QUALITY] as ReadingQuality,
    boot: stamp[4] as string | number | null,
    seq: stamp[5] as number | null,
    deviceTime: stamp[6] as number | null,
    refusedValues: stamp[7] as number,
    identity: stamp[8] as number,
    trace: stamp[9] as string | null,
  };
}

function learnOrigin(text: string): ReadingOrigin {
  const fields = parseFields(`${text}]`);
  if (!isOrigin(fields)) throw notOfVersion1();
  const origin: ReadingOrigin = {
    tenantId: fields[1] as string,
    siteId: fields[2] as string,
    deviceId: fields[3] as string,
    profileId: fields[4] as string,
    profileVersion: fields[5] as number,
    lifetime: fields[6] as LifetimeClass,
    source: fields[7] as string,
    runId: fields[8] as string,
  };
  if (knownOrigins.size >= MOST_KNOWN_ORIGINS) knownOrigins.clear();
  knownOrigins.set(text, origin);
  return origin;
}

function parseFields(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ContractError(`${READING_TOPIC}: the head of a record is not JSON`, { cause });
  }
}

function isOrigin(fields: unknown): fields is readonly unknown[] {
  if (!Array.isArray(fields) || fields.length !== ORIGIN_LENGTH || fields[0] !== 1) return false;
  return fields.every((field, place) =>
    ORIGIN_TEXTS.has(place) ? typeof field === 'string' : Number.isSafeInteger(field),
  );
}

/** Cheap on purpose: the producer checked the contents, and the log its bytes. */
function isStamp(fields: unknown): fields is readonly unknown[] {
  if (!Array.isArray(fields) || fields.length < STAMP_LENGTH || typeof fields[QUALITY] !== 'string') return false;
  for (const place of STAMP_NUMBERS) if (!Number.isSafeInteger(fields[place])) return false;
  return true;
}

function notOfVersion1(): ContractError {
  return new ContractError(`${READING_TOPIC}: the head of a record is not of version 1`);
}
