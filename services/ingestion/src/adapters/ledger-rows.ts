import { READING_TOPIC } from '@fieldline/contracts';
import type { DeadLetter, LedgerCommit, LedgerCounts } from '../ports/ledger-store.js';

/** The parameters of the commit statement: its position, then one array a column. */
export function commitParameters(change: LedgerCommit): readonly unknown[] {
  const { group, topic, partition, epoch, nextOffset, receipts, counts, recent } = change;
  const courses = new Map(change.courses.map(({ deviceId, json }) => [deviceId, json]));
  const count = (column: keyof LedgerCounts): unknown[] => counts.map((row) => row[column]);
  return [
    group,
    topic,
    partition,
    epoch,
    nextOffset,
    receipts.map((row) => row.tenantId),
    receipts.map((row) => row.deviceId),
    receipts.map((row) => row.runId),
    receipts.map((row) => row.stream),
    receipts.map((row) => row.lastN),
    receipts.map((row) => row.applied),
    receipts.map((row) => JSON.stringify(row.gaps)),
    count('tenantId'),
    count('deviceId'),
    count('stored'),
    count('duplicate'),
    count('superseded'),
    count('expired'),
    count('refused'),
    count('shed'),
    count('refusedValues'),
    count('clockUnsynced'),
    count('repeatedRecords'),
    count('outOfOrder'),
    count('missing'),
    count('restarts'),
    count('unchanged'),
    counts.map(({ deviceId }) => courses.get(deviceId) ?? null),
    recent.map((row) => row.deviceId),
    recent.map((row) => row.json),
    JSON.stringify(
      change.deadLetters.map((letter) => letterRow(letter, topic)),
      storableText,
    ),
  ];
}

function letterRow({ offset, tenantId, refused }: DeadLetter, topic: string): Readonly<Record<string, unknown>> {
  return {
    tenant: tenantId,
    device: refused.deviceId,
    site: refused.siteId,
    kind: refused.kind,
    run: refused.receipt.runId,
    n: refused.receipt.n,
    stream: topic === READING_TOPIC ? 'reading' : 'refused',
    log_offset: offset,
    received_at: refused.receivedAt,
    topic: refused.topic,
    reason: refused.reason,
    reading_n: refused.readingN,
    measured_ms: refused.measuredAt,
    quality: refused.quality,
    size: refused.size,
    hash: refused.hash,
    count: refused.count,
    payload: refused.payload === undefined ? null : Buffer.from(refused.payload, 'base64').toString('base64'),
  };
}

const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** PostgreSQL's text knows neither NUL nor half a surrogate pair, both of which a device may put into a name. */
function storableText(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(UNSTORABLE, '\ufffd') : value;
}
