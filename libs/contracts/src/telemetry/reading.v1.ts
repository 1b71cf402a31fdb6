import { ContractError } from '../envelope.js';

export const READING_TOPIC = 'telemetry.reading.v1';

export type MetricValue = number | boolean | string | readonly number[];

/**
 * - `good`: measured at the time the device gave.
 * - `arrival-time`: the device gave no time; `measuredAt` is when the reading arrived.
 * - `clock-unsynced`: the device's time was before 2015 or more than 10 minutes ahead; `measuredAt` is when the reading
 *   arrived, `deviceTime` what the device said.
 */
export type ReadingQuality = 'good' | 'arrival-time' | 'clock-unsynced';

/** How long raw values live: 24 h (V3), 30 d (A3), 90 d (B10), or without end (`history`, for replay and backfill). */
export const LIFETIME_CLASSES = ['raw-24h', 'raw-30d', 'raw-90d', 'history'] as const;
export type LifetimeClass = (typeof LIFETIME_CLASSES)[number];

/** Stamped by the link's process on each record of a device and topic: n counts 1, 2, 3 … within (runId, device, topic). */
export interface Receipt {
  readonly runId: string;
  readonly n: number;
}

/** The part of a reading record that is the same for every reading of a connection. */
export interface ReadingOrigin {
  readonly tenantId: string;
  readonly siteId: string;
  readonly deviceId: string;
  readonly profileId: string;
  readonly profileVersion: number;
  readonly lifetime: LifetimeClass;
  /** The way it came, such as `mqtt`. */
  readonly source: string;
  readonly runId: string;
}

/** The part that each reading has for itself, but for its values. Times are ms since 1970. */
export interface ReadingStamp {
  readonly n: number;
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly quality: ReadingQuality;
  /** Which start of the device `seq` counts in. */
  readonly boot: string | number | null;
  readonly seq: number | null;
  /** The time the device gave, where `measuredAt` is not it. */
  readonly deviceTime: number | null;
  /** Values of this reading that were refused and are in the dead letters. */
  readonly refusedValues: number;
  /**
   * Which reading this is among those of one device and instant: a hash of boot, seq and values in 53 bits (a safe
   * integer), independent of the order of the metrics. Two records with equal device, measuredAt and identity are one
   * reading sent twice.
   */
  readonly identity: number;
  readonly trace: string | null;
}

export type ReadingHead = ReadingOrigin & ReadingStamp;

export interface Reading extends ReadingHead {
  readonly values: Readonly<Record<string, MetricValue>>;
}

/*
 * Record form: one JSON array whose order is fixed,
 *   [1, tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source, runId,
 *    n, measuredAt, receivedAt, quality, boot, seq, deviceTime, refusedValues, identity, trace, {values}]
 * so any consumer can JSON.parse it, a producer writes the first line once a connection, and `values` are the device's
 * own bytes where all passed unchanged. No string of the head may hold `{`: the first `{` begins the values.
 */

/** The head's unchanging beginning; made once a connection. */
export function encodeReadingOrigin(origin: ReadingOrigin): string {
  const { tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source, runId } = origin;
  return JSON.stringify([1, tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source, runId]).slice(0, -1);
}

/** A whole record. `values` is the text of one JSON object; `origin` is from {@link encodeReadingOrigin}. */
export function encodeReading(origin: string, stamp: ReadingStamp, values: string): Buffer {
  const { n, measuredAt, receivedAt, quality, boot, seq, deviceTime, refusedValues, identity, trace } = stamp;
  const bootText = typeof boot === 'string' ? JSON.stringify(boot) : String(boot);
  const traceText = trace === null ? 'null' : `"${trace}"`;
  return Buffer.from(
    `${origin},${n},${measuredAt},${receivedAt},"${quality}",${bootText},${seq},${deviceTime},${refusedValues},${identity},${traceText},${values}]`,
  );
}

/** A record with its values still as text, for writers that pass them on unread. */
export interface EncodedReading {
  readonly head: ReadingHead;
  /** The text of one JSON object. */
  readonly valuesJson: string;
}

const OPENING_BRACE = 0x7b;

/** Reads the head and leaves the values as they are. Throws {@link ContractError} for bytes that are no such record. */
export function decodeReadingHead(record: Buffer): EncodedReading {
  const open = record.indexOf(OPENING_BRACE);
  if (open < 2 || record[record.length - 1] !== 0x5d) {
    throw new ContractError(`${READING_TOPIC}: a record is not an array that ends in its values`);
  }
  return {
    head: parseHead(`${record.toString('latin1', 0, open - 1)}]`),
    valuesJson: record.toString('utf8', open, record.length - 1),
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

function parseHead(text: string): ReadingHead {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch (cause) {
    throw new ContractError(`${READING_TOPIC}: the head of a record is not JSON`, { cause });
  }
  if (!Array.isArray(fields) || fields[0] !== 1 || fields.length < HEAD_LENGTH) {
    throw new ContractError(`${READING_TOPIC}: the head of a record is not of version 1`);
  }
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
