import type { RefusedV1 } from '@fieldline/contracts';
import type { AppliedReceipts, DeadLetter, LedgerCommit, LedgerCounts } from './ledger-store.js';

export const RUN = '01JD0Z6C3R8V5N2M9K4T7X1QPA';
export const SITE = '01JD0YPX4M2N6R8S3T5V7W9Y0Z';

const TENANT = 'default';
const READINGS = 'telemetry.reading.v1';

/** A device id, one for each number. */
export function deviceId(number: number): string {
  return `01JD0YQ2H7F3W8B5C6D9E${String(number).padStart(5, '0')}`;
}

export function receipts(device: string, lastN: number, rest: Partial<AppliedReceipts> = {}): AppliedReceipts {
  return {
    tenantId: TENANT,
    deviceId: device,
    runId: RUN,
    stream: 'reading',
    lastN,
    applied: lastN,
    gaps: [],
    ...rest,
  };
}

export function counts(device: string, rest: Partial<LedgerCounts> = {}): LedgerCounts {
  const zero = { stored: 0, duplicate: 0, superseded: 0, expired: 0, refused: 0, shed: 0 };
  const beside = { refusedValues: 0, clockUnsynced: 0, repeatedRecords: 0 };
  const course = { outOfOrder: 0, missing: 0, restarts: 0, unchanged: 0 };
  return { tenantId: TENANT, deviceId: device, ...zero, ...beside, ...course, ...rest };
}

export function commitOf(rest: Partial<LedgerCommit>): LedgerCommit {
  const position = { group: 'writer', topic: READINGS, partition: 0, epoch: 1, nextOffset: 1 };
  return { ...position, receipts: [], counts: [], recent: [], courses: [], deadLetters: [], ...rest };
}

export function letter(
  device: string,
  n: number,
  payload: Buffer | undefined,
  rest: Partial<RefusedV1> = {},
): DeadLetter {
  const refused: RefusedV1 = {
    deviceId: device,
    siteId: SITE,
    kind: 'reading',
    receipt: { runId: RUN, n },
    count: 1,
    receivedAt: 1_732_190_400_000,
    topic: 'devices/pack-07/telemetry',
    reason: { rule: 'not-json', message: 'the payload is not JSON' },
    size: payload?.length ?? 10,
    hash: 'ab'.repeat(32),
    ...(payload === undefined ? {} : { payload: payload.toString('base64') }),
    ...rest,
  };
  return { offset: n, tenantId: TENANT, refused };
}
