import type { Assignment, BatchOutcome, LogRecord, RecordBatch } from '@fieldline/messaging';
import { asError, isRetriable, type Logger } from '@fieldline/platform';
import { ReceiptTrack } from '../domain/applied-receipts.js';
import { DeviceCourse } from '../domain/device-course.js';
import { RecentWindow } from '../domain/recent-window.js';
import type { LedgerStore, PartitionClaim, ReceiptStream } from '../ports/ledger-store.js';
import { decodeUntilFault } from './decode-until-fault.js';
import { LedgerDraft, type DeviceKey, type DeviceState } from './ledger-draft.js';

/** The consumer group of the writer: it alone applies receipts. */
export const WRITER_GROUP = 'ingestion-writer';

export interface LedgerSessionParts {
  readonly ledger: LedgerStore;
  readonly stream: ReceiptStream;
  readonly logger: Logger;
}

/** A topic's own part of handling a batch. */
export interface BatchWork<T> {
  readonly decode: (record: LogRecord) => T;
  /** Gives the records, at least one, their effect and commits them. */
  readonly write: (items: readonly T[]) => Promise<void>;
  /** After a failure: nothing taken for this batch may count. */
  readonly forget: () => void;
}

interface Held extends PartitionClaim {
  readonly states: Map<string, DeviceState>;
  /** The last commit failed and may have taken effect all the same. */
  unsure: boolean;
}

type Place = Pick<RecordBatch, 'topic' | 'partition'>;

/** A topic's side of the ledger: claims partitions, holds what was applied, commits each batch with its offset. */
export class LedgerSession {
  readonly #parts: LedgerSessionParts;
  readonly #held = new Map<number, Held>();

  constructor(parts: LedgerSessionParts) {
    this.#parts = parts;
  }

  /** Takes the partition over and says where to go on: the ledger's own offset, not the log's. */
  async assigned({ topic, partition }: Pick<Assignment, 'topic' | 'partition'>): Promise<number> {
    const claim = await this.#parts.ledger.assign(WRITER_GROUP, topic, partition);
    this.#held.set(partition, { ...claim, states: new Map(), unsure: false });
    const { epoch, nextOffset } = claim;
    this.#parts.logger.info({ group: WRITER_GROUP, topic, partition, epoch, nextOffset }, 'a partition was assigned');
    return nextOffset;
  }

  /**
   * Decodes what the ledger does not have yet of a batch, up to the first record that can never be, and has it written.
   * Rejects with what is not retriable.
   */
  async handle<T>(batch: RecordBatch, { decode, write, forget }: BatchWork<T>): Promise<BatchOutcome> {
    try {
      const records = await this.remaining(batch);
      const { items, fault } = decodeUntilFault(records, decode);
      if (items.length > 0) await write(items);
      if (fault === undefined) return { kind: 'done' };
      return { kind: 'dead-letter', index: batch.records.length - records.length + items.length, cause: fault };
    } catch (error) {
      if (!isRetriable(error)) throw error;
      forget();
      return { kind: 'again', cause: asError(error) };
    }
  }

  /** What of the batch the ledger does not have yet. */
  async remaining(batch: RecordBatch): Promise<readonly LogRecord[]> {
    const { nextOffset } = await this.#sure(batch);
    return batch.records.filter(({ offset }) => offset >= nextOffset);
  }

  async draft({ partition }: Place, devices: Iterable<DeviceKey>): Promise<LedgerDraft> {
    const { states } = this.#holding(partition);
    const missing = new Map<string, string>();
    for (const { deviceId, tenantId } of devices) if (!states.has(deviceId)) missing.set(deviceId, tenantId);
    if (missing.size > 0) await this.#load(states, missing);
    return new LedgerDraft(this.#parts.stream, states);
  }

  /** Stores the changes and the offset in one transaction, then adopts them. */
  async commit({ topic, partition }: Place, nextOffset: number, draft: LedgerDraft): Promise<void> {
    const held = this.#holding(partition);
    held.unsure = true;
    const at = { group: WRITER_GROUP, topic, partition, epoch: held.epoch, nextOffset };
    await this.#parts.ledger.commit({ ...at, ...draft.changes() });
    const missing = draft.newlyMissing();
    if (missing > 0) this.#parts.logger.error({ topic, partition, missing }, 'receipt numbers are missing in the log');
    for (const [deviceId, state] of draft.states()) held.states.set(deviceId, state);
    this.#held.set(partition, { ...held, nextOffset, unsure: false });
  }

  async #sure({ topic, partition }: Place): Promise<Held> {
    const held = this.#holding(partition);
    if (!held.unsure) return held;
    const { epoch } = held;
    const claim = await this.#parts.ledger.resume(WRITER_GROUP, topic, { partition, epoch });
    const again = { ...claim, states: new Map<string, DeviceState>(), unsure: false };
    this.#held.set(partition, again);
    return again;
  }

  #holding(partition: number): Held {
    const held = this.#held.get(partition);
    if (held === undefined) throw new Error(`partition ${partition} was not assigned`);
    return held;
  }

  async #load(states: Map<string, DeviceState>, missing: ReadonlyMap<string, string>): Promise<void> {
    const { receipts, recent, courses } = await this.#parts.ledger.load([...missing.keys()], this.#parts.stream);
    const windows = new Map(recent.map(({ deviceId, json }) => [deviceId, json]));
    const known = new Map(courses.map(({ deviceId, json }) => [deviceId, json]));
    const tracks = new Map<string, Map<string, ReceiptTrack>>();
    for (const applied of receipts) {
      const ofDevice = tracks.get(applied.deviceId) ?? new Map<string, ReceiptTrack>();
      tracks.set(applied.deviceId, ofDevice.set(applied.runId, new ReceiptTrack(applied)));
    }
    for (const [deviceId, tenantId] of missing) {
      const json = windows.get(deviceId);
      const course = known.get(deviceId);
      states.set(deviceId, {
        tenantId,
        tracks: tracks.get(deviceId) ?? new Map(),
        recent: json === undefined ? RecentWindow.empty() : RecentWindow.fromJson(json),
        course: course === undefined ? new DeviceCourse() : DeviceCourse.fromJson(course),
      });
    }
  }
}
