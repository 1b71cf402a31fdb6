/*
 * The auditor's own reading of the records, from the contracts' documentation and not their code.
 *
 * telemetry.reading.v1 is one JSON array: [1, tenantId, siteId, deviceId, profileId, profileVersion, lifetime, source,
 * runId, n, measuredAt, receivedAt, quality, boot, seq, deviceTime, refusedValues, identity, trace, {values}].
 */
const VALUES_AT = 19;

export interface LoggedReading {
  readonly deviceId: string;
  readonly lifetime: string;
  readonly runId: string;
  readonly n: number;
  readonly measuredAt: number;
  readonly quality: string;
  readonly boot: string | number | null;
  readonly seq: number | null;
  readonly deviceTime: number | null;
  readonly refusedValues: number;
  readonly identity: number;
  /** JSON text, a view of the record. */
  readonly values: Buffer;
}

/** Undefined for what is no such record. */
export function readReading(record: Buffer): LoggedReading | undefined {
  const open = record.indexOf('{');
  if (open < 1) return undefined;
  let head: unknown;
  try {
    head = JSON.parse(`${record.toString('utf8', 0, open)}0]`);
  } catch {
    return undefined;
  }
  if (!Array.isArray(head) || head[0] !== 1 || head.length !== VALUES_AT + 1) return undefined;
  const fields = head as readonly unknown[];
  return {
    deviceId: fields[3] as string,
    lifetime: fields[6] as string,
    runId: fields[8] as string,
    n: fields[9] as number,
    measuredAt: fields[10] as number,
    quality: fields[12] as string,
    boot: fields[13] as string | number | null,
    seq: fields[14] as number | null,
    deviceTime: fields[15] as number | null,
    refusedValues: fields[16] as number,
    identity: fields[17] as number,
    values: record.subarray(open, record.length - 1),
  };
}

/** What of telemetry.refused.v1, an envelope in JSON, the ledger counts. */
export interface LoggedRefusal {
  readonly deviceId: string;
  readonly kind: 'reading' | 'value' | 'shed';
  readonly runId: string;
  readonly n: number;
  readonly count: number;
}

/** Undefined for what is no such record. */
export function readRefusal(record: Buffer): LoggedRefusal | undefined {
  try {
    const { data } = JSON.parse(record.toString('utf8')) as { data: RawRefusal };
    const { deviceId, kind, receipt, count } = data;
    return { deviceId, kind, runId: receipt.runId, n: receipt.n, count };
  } catch {
    return undefined;
  }
}

interface RawRefusal {
  readonly deviceId: string;
  readonly kind: LoggedRefusal['kind'];
  readonly receipt: { readonly runId: string; readonly n: number };
  readonly count: number;
}
