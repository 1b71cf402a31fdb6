import type { ReadingQuality, RefusalReason } from '@fieldline/contracts';
import type { Letter, LetterFilter, LetterView } from '../ports/dead-letter-store.js';
import type { Viewer } from '../ports/viewer.js';

/** Columns of a letter for people; times in ms, as exact as they were written. */
export const VIEW_COLUMNS = `letter.id, letter.tenant_id, letter.device_id, device.external_id as device, letter.site_id,
  letter.kind, (extract(epoch from letter.received_at) * 1000)::bigint as received_ms, letter.topic, letter.reason,
  letter.size, (extract(epoch from letter.replayed_at) * 1000)::bigint as replayed_ms`;

export const LETTER_COLUMNS = `${VIEW_COLUMNS}, letter.stream, letter.measured_ms, letter.quality, letter.stand_in_ms,
  letter.replayed_by, letter.replayed_hash, letter.payload, letter.hash`;

export const LETTERS = `registry.dead_letter letter
  left join registry.device device on device.tenant_id = letter.tenant_id and device.id = letter.device_id`;

export interface ViewRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly device_id: string;
  readonly device: string | null;
  readonly site_id: string;
  readonly kind: LetterView['kind'];
  readonly received_ms: string;
  readonly topic: string;
  readonly reason: RefusalReason;
  readonly size: number;
  readonly replayed_ms: string | null;
}

export interface LetterRow extends ViewRow {
  readonly stream: Letter['stream'];
  readonly measured_ms: string | null;
  readonly quality: ReadingQuality | null;
  readonly stand_in_ms: string | null;
  readonly replayed_by: string | null;
  readonly replayed_hash: string | null;
  readonly payload: Buffer;
  readonly hash: string;
}

export function toView(row: ViewRow): LetterView {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    deviceId: row.device_id,
    device: row.device,
    siteId: row.site_id,
    kind: row.kind,
    receivedAt: Number(row.received_ms),
    topic: row.topic,
    reason: row.reason,
    size: row.size,
    replayedAt: numberOrNull(row.replayed_ms),
  };
}

export function toLetter(row: LetterRow): Letter {
  return {
    ...toView(row),
    stream: row.stream,
    measuredAt: numberOrNull(row.measured_ms),
    quality: row.quality,
    standIn: numberOrNull(row.stand_in_ms),
    replayedBy: row.replayed_by,
    replayedHash: row.replayed_hash,
    payload: row.payload,
    hash: row.hash,
  };
}

function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}

/** Conditions of one statement with their parameters, numbered as they come. */
export class Conditions {
  readonly #parts: string[] = [];

  constructor(readonly values: unknown[] = []) {}

  /** `$` in the text stands for the value's place. */
  add(text: string, value: unknown): this {
    this.#parts.push(text.replace('$', `$${this.values.push(value)}`));
    return this;
  }

  /** Without a value. */
  plain(text: string): this {
    this.#parts.push(text);
    return this;
  }

  toString(): string {
    return this.#parts.join(' and ');
  }
}

/** Letters of a filter that a viewer sees. */
export function lettersOf({ tenantId, sites }: Viewer, filter: LetterFilter): Conditions {
  const { deviceId, siteId, rule, kind, replayed, from, to } = filter;
  const where = new Conditions().add('letter.tenant_id = $', tenantId);
  if (sites !== null) where.add('letter.site_id = any ($::text[])', sites);
  if (deviceId !== undefined) where.add('letter.device_id = $', deviceId);
  if (siteId !== undefined) where.add('letter.site_id = $', siteId);
  if (rule !== undefined) where.add('letter.rule = $', rule);
  if (kind !== undefined) where.add('letter.kind = $', kind);
  if (replayed !== undefined) where.plain(`letter.replayed_at is ${replayed ? 'not null' : 'null'}`);
  if (from !== undefined) where.add('letter.received_at >= to_timestamp($::bigint / 1000.0)', from);
  if (to !== undefined) where.add('letter.received_at < to_timestamp($::bigint / 1000.0)', to);
  return where;
}

/** The place behind which a page goes on. */
export function placeBehind(where: Conditions, sign: '<' | '>', [receivedAt, id]: readonly unknown[]): void {
  const time = where.values.push(receivedAt);
  const letter = where.values.push(id);
  where.plain(`(letter.received_at, letter.id) ${sign} (to_timestamp($${time}::bigint / 1000.0), $${letter}::bigint)`);
}
