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
 * own bytes where all passed unchanged. No string of the head may hold `{`: the first `{` begins the values. The head is
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

const HEAD_LENGTH = 19;
/** Places of the head that hold text, and those that hold a whole number. */
const TEXTS = [1, 2, 3, 4, 6, 7, 8, 12] as const;
const NUMBERS = [5, 9, 10, 11, 16, 17] as const;

function parseHead(text: string): ReadingHead {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch (cause) {
    throw new ContractError(`${READING_TOPIC}: the head of a record is not JSON`, { cause });
  }
  if (!isHead(fields)) throw new ContractError(`${READING_TOPIC}: the head of a record is not of version 1`);
  return {
    tenantId: fields[1] as string,
    siteId: fields[2] as string,
    deviceId: fields[3] as string,
    profileId: fields[4] as string,
    profileVersion: fields[5] as number,
    lifetime: fields[6] as LifetimeClass,
    source: fields[7] as string,
    runId: fields[8] as string,
    n: fields[9] as number,
    measuredAt: fields[10] as number,
    receivedAt: fields[11] as number,
    quality: fields[12] as ReadingQuality,
    boot: fields[13] as string | number | null,
    seq: fields[14] as number | null,
    deviceTime: fields[15] as number | null,
    refusedValues: fields[16] as number,
    identity: fields[17] as number,
    trace: fields[18] as string | null,
  };
}

/** Cheap on purpose: the producer checked the contents, and the log its bytes. */
function isHead(fields: unknown): fields is readonly unknown[] {
  if (!Array.isArray(fields) || fields[0] !== 1 || fields.length < HEAD_LENGTH) return false;
  for (const place of TEXTS) if (typeof fields[place] !== 'string') return false;
  for (const place of NUMBERS) if (!Number.isSafeInteger(fields[place])) return false;
  return true;
}
