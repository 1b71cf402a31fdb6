import { createHash } from 'node:crypto';
import { decodeReadingHead, READING_TOPIC, type EncodedReading, type ReadingHead } from '@fieldline/contracts';
import type { Assignment, BatchOutcome, LogRecord, RecordBatch, Subscription } from '@fieldline/messaging';
import { asError, type Logger, type Tracing } from '@fieldline/platform';
import { UnstorableReadingError, type ReadingStore, type ReadingToStore, type WriteOutcome } from '@fieldline/readings';
import type { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import { storableReason } from '../domain/refusal.js';
import type { DeadLetter, LedgerStore } from '../ports/ledger-store.js';
import { newestReadings } from '../domain/newest-readings.js';
import { KeptBytes } from './kept-bytes.js';
import { LedgerSession, WRITER_GROUP } from './ledger-session.js';
import type { LedgerDraft } from './ledger-draft.js';
import { WriterTraces } from './writer-traces.js';

/** A stored reading that tells the newest value of at least one of its device's metrics in its batch. */
export interface NewestReading {
  readonly head: ReadingHead;
  readonly valuesJson: string;
}

export interface WriteReadingsParts {
  readonly store: ReadingStore;
  readonly ledger: LedgerStore;
  readonly logger: Logger;
  readonly quota?: DeadLetterQuota;
  /** Told after each stored batch, oldest first for each device; must not throw. */
  readonly onStored?: (newest: readonly NewestReading[]) => void;
  /** Goes on with the traces that readings bring along, where it is given. */
  readonly tracing?: Tracing;
}

interface Taken extends EncodedReading {
  readonly offset: number;
}

/**
 * Writes accepted readings: the store first, which is idempotent by value identity, then receipts, counters and offset in
 * one transaction. Cut off between the two, the same batch comes again and gives the same outcomes.
 */
export class WriteReadings {
  readonly #parts: WriteReadingsParts;
  readonly #session: LedgerSession;
  readonly #keptBytes: KeptBytes;

  constructor(parts: WriteReadingsParts) {
    this.#parts = parts;
    this.#session = new LedgerSession({ ...parts, stream: 'reading' });
    this.#keptBytes = new KeptBytes(parts);
  }

  subscription(): Subscription {
    return {
      topic: READING_TOPIC,
      group: WRITER_GROUP,
      handleBatch: (batch) => this.handleBatch(batch),
      onAssigned: (assignment) => this.onAssigned(assignment),
    };
  }

  onAssigned(assignment: Pick<Assignment, 'topic' | 'partition'>): Promise<number> {
    return this.#session.assigned(assignment);
  }

  handleBatch(batch: RecordBatch): Promise<BatchOutcome> {
    return this.#session.handle(batch, {
      decode: taken,
      write: (readings) => this.#writeTraced(batch, readings),
      forget: () => this.#keptBytes.forget(),
    });
  }

  #writeTraced(batch: RecordBatch, readings: readonly Taken[]): Promise<void> {
    const { tracing } = this.#parts;
    const traces = tracing && WriterTraces.of(batch, readings, tracing);
    return traces === undefined
      ? this.#write(batch, readings)
      : traces.whole(() => this.#write(batch, readings, traces));
  }

  async #write(batch: RecordBatch, readings: readonly Taken[], traces?: WriterTraces): Promise<void> {
    const draft = await this.#session.draft(batch, uniqueDevices(readings));
    const fresh = readings.filter(({ head }) => this.#isFresh(draft, head));
    const store = (): Promise<readonly Taken[]> => this.#store(fresh, draft);
    const stored = await (traces === undefined ? store() : traces.step('store', store));
    const next = (readings[readings.length - 1] as Taken).offset + 1;
    const commit = (): Promise<void> => this.#session.commit(batch, next, draft);
    await (traces === undefined ? commit() : traces.step('ledger commit', commit));
    if (stored.length > 0) this.#parts.onStored?.(newestReadings(stored));
  }

  #isFresh(draft: LedgerDraft, head: ReadingHead): boolean {
    if (!draft.apply(head, head.runId, head.n)) return false;
    const counts = draft.counts(head);
    counts.refusedValues += head.refusedValues;
    if (head.quality === 'clock-unsynced') counts.clockUnsynced += 1;
    if (head.quality === 'good' || !draft.recent(head).repeats(head)) return true;
    counts.duplicate += 1;
    return false;
  }

  /** Stores what can be stored and counts each outcome; what the store can never take becomes a dead letter. */
  async #store(fresh: readonly Taken[], draft: LedgerDraft): Promise<readonly Taken[]> {
    let remaining = fresh;
    for (;;) {
      if (remaining.length === 0) return remaining;
      try {
        const outcomes = await this.#parts.store.write(remaining.map(toStore));
        return remaining.filter((reading, i) => countOutcome(draft, reading.head, outcomes[i] as WriteOutcome));
      } catch (error) {
        if (!(error instanceof UnstorableReadingError)) throw error;
        await this.#putAside(remaining[error.index] as Taken, error, draft);
        remaining = remaining.filter((_, i) => i !== error.index);
      }
    }
  }

  async #putAside(culprit: Taken, error: UnstorableReadingError, draft: LedgerDraft): Promise<void> {
    const { head } = culprit;
    this.#parts.logger.error({ err: error, deviceId: head.deviceId }, 'the store cannot take a reading');
    await this.#keptBytes.learn([head]);
    const { refused, ...place } = unstorable(culprit, asError(error.cause));
    draft.counts(head).refused += 1;
    draft.deadLetters.push({ ...place, refused: this.#keptBytes.within(refused) });
  }
}

function taken({ offset, value }: LogRecord): Taken {
  return { offset, ...decodeReadingHead(value) };
}

function uniqueDevices(readings: readonly Taken[]): Iterable<ReadingHead> {
  return new Map(readings.map(({ head }) => [head.deviceId, head])).values();
}

function toStore({ head, valuesJson, offset }: Taken): ReadingToStore {
  const { tenantId, deviceId, lifetime, measuredAt, receivedAt, quality } = head;
  const identity = BigInt(head.identity);
  return { tenantId, deviceId, lifetime, measuredAt, receivedAt, position: offset, identity, quality, valuesJson };
}

/** Whether the reading is now in the store by this write. */
function countOutcome(draft: LedgerDraft, head: ReadingHead, outcome: WriteOutcome): boolean {
  const counts = draft.counts(head);
  counts[outcome] += 1;
  if (outcome !== 'duplicate') draft.course(head).take(head, outcome, counts);
  return outcome === 'stored' || outcome === 'superseded';
}

function unstorable({ head, valuesJson, offset }: Taken, cause: Error): DeadLetter {
  const { tenantId, deviceId, siteId, runId, n, receivedAt, measuredAt, quality } = head;
  const payload = Buffer.from(valuesJson);
  const message = `the store cannot take the values: ${cause.message}`;
  return {
    offset,
    tenantId,
    refused: {
      deviceId,
      siteId,
      kind: 'reading',
      receipt: { runId, n },
      count: 1,
      receivedAt,
      topic: READING_TOPIC,
      measuredAt,
      quality,
      reason: storableReason({ rule: 'unstorable', message }),
      size: payload.length,
      hash: createHash('sha256').update(payload).digest('hex'),
      payload: payload.toString('base64'),
    },
  };
}
