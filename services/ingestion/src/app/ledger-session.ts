import type { Assignment, RecordBatch } from '@fieldline/messaging';
import type { Logger } from '@fieldline/platform';
import { ReceiptTrack } from '../domain/applied-receipts.js';
import { RecentWindow } from '../domain/recent-window.js';
import type { LedgerStore, PartitionClaim, ReceiptStream } from '../ports/ledger-store.js';
import { LedgerDraft, type DeviceKey, type DeviceState } from './ledger-draft.js';

/** The consumer group of the writer: it alone applies receipts. */
export const WRITER_GROUP = 'ingestion-writer';

export interface LedgerSessionParts {
  readonly ledger: LedgerStore;
  readonly stream: ReceiptStream;
  readonly logger: Logger;
}

/** A topic's side of the ledger: claims partitions, holds what was applied, commits each batch with its offset. */
export class LedgerSession {
  readonly #parts: LedgerSessionParts;
  readonly #claims = new Map<number, PartitionClaim>();
  readonly #states = new Map<number, Map<string, DeviceState>>();

  constructor(parts: LedgerSessionParts) {
    this.#parts = parts;
  }

  /** Takes the partition over and says where to go on: the ledger's own offset, not the log's. */
  async assigned({ topic, partition }: Pick<Assignment, 'topic' | 'partition'>): Promise<number> {
    const claim = await this.#parts.ledger.assign(WRITER_GROUP, topic, partition);
    this.#claims.set(partition, claim);
    this.#states.set(partition, new Map());
    return claim.nextOffset;
  }

  async draft(partition: number, devices: Iterable<DeviceKey>): Promise<LedgerDraft> {
    const states = this.#states.get(partition);
    if (states === undefined) throw new Error(`partition ${partition} was not assigned`);
    const missing = new Map<string, string>();
    for (const { deviceId, tenantId } of devices) if (!states.has(deviceId)) missing.set(deviceId, tenantId);
    if (missing.size > 0) await this.#load(states, missing);
    return new LedgerDraft(this.#parts.stream, states);
  }

  /** Stores the batch's changes and its offset in one transaction, then adopts them. */
  async commit({ topic, partition, records }: RecordBatch, draft: LedgerDraft): Promise<void> {
    const claim = this.#claims.get(partition) as PartitionClaim;
    const last = records[records.length - 1];
    if (last === undefined) return;
    const nextOffset = last.offset + 1;
    const at = { group: WRITER_GROUP, topic, partition, epoch: claim.epoch, nextOffset };
    await this.#parts.ledger.commit({ ...at, ...draft.changes() });
    const missing = draft.newGaps();
    if (missing > 0) this.#parts.logger.error({ topic, partition, missing }, 'receipt numbers are missing in the log');
    const states = this.#states.get(partition) as Map<string, DeviceState>;
    for (const [deviceId, state] of draft.states()) states.set(deviceId, state);
  }

  async #load(states: Map<string, DeviceState>, missing: ReadonlyMap<string, string>): Promise<void> {
    const { receipts, recent } = await this.#parts.ledger.load([...missing.keys()], this.#parts.stream);
    const windows = new Map(recent.map(({ deviceId, json }) => [deviceId, json]));
    const tracks = new Map<string, Map<string, ReceiptTrack>>();
    for (const applied of receipts) {
      const ofDevice = tracks.get(applied.deviceId) ?? new Map<string, ReceiptTrack>();
      tracks.set(applied.deviceId, ofDevice.set(applied.runId, new ReceiptTrack(applied)));
    }
    for (const [deviceId, tenantId] of missing) {
      const json = windows.get(deviceId);
      states.set(deviceId, {
        tenantId,
        tracks: tracks.get(deviceId) ?? new Map(),
        recent: json === undefined ? RecentWindow.empty() : RecentWindow.fromJson(json),
      });
    }
  }
}
