import { decodeEvent, refusedV1, type EventEnvelope, type RefusedV1 } from '@fieldline/contracts';
import type { Assignment, BatchOutcome, LogRecord, RecordBatch, Subscription } from '@fieldline/messaging';
import { sleep, type Clock, type Logger } from '@fieldline/platform';
import type { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { LedgerStore } from '../ports/ledger-store.js';
import { KeptBytes } from './kept-bytes.js';
import type { LedgerDraft } from './ledger-draft.js';
import { LedgerSession, WRITER_GROUP } from './ledger-session.js';

/**
 * Refusals are stored at most so often: each commit waits for the disk, and a device that sends only rubbish must not take
 * that from the others' readings.
 */
const REST_MS = 250;

export interface WriteRefusalsParts {
  readonly clock: Clock;
  readonly ledger: LedgerStore;
  readonly logger: Logger;
  readonly quota?: DeadLetterQuota;
}

interface Refused {
  readonly offset: number;
  readonly envelope: EventEnvelope<RefusedV1>;
}

/** Stores what was refused at the dead-letter desk, bytes within the quota, and counts it in the ledger. */
export class WriteRefusals {
  readonly #clock: Clock;
  readonly #session: LedgerSession;
  /** The quota that counts is the ledger's: the producer's own is only an estimate of it. */
  readonly #keptBytes: KeptBytes;

  constructor(parts: WriteRefusalsParts) {
    this.#clock = parts.clock;
    this.#session = new LedgerSession({ ...parts, stream: 'refused' });
    this.#keptBytes = new KeptBytes(parts);
  }

  subscription(): Subscription {
    return {
      topic: refusedV1.topic,
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
      decode: refusedOf,
      write: async (refused) => {
        await this.#write(batch, refused);
        await sleep(this.#clock, REST_MS);
      },
      forget: () => this.#keptBytes.forget(),
    });
  }

  async #write(batch: RecordBatch, refused: readonly Refused[]): Promise<void> {
    const keys = new Map(refused.map(({ envelope }) => [envelope.data.deviceId, keyOf(envelope)]));
    const draft = await this.#session.draft(batch, keys.values());
    await this.#keptBytes.learn(refused.map(({ envelope }) => envelope.data));
    for (const one of refused) this.#apply(one, draft);
    await this.#session.commit(batch, (refused[refused.length - 1] as Refused).offset + 1, draft);
  }

  #apply({ offset, envelope }: Refused, draft: LedgerDraft): void {
    const { data, tenantId } = envelope;
    const key = keyOf(envelope);
    if (!draft.apply(key, data.receipt.runId, data.receipt.n)) return;
    const counts = draft.counts(key);
    if (data.kind === 'shed') {
      counts.shed += data.count;
      return;
    }
    if (data.kind === 'reading') counts.refused += data.count;
    draft.deadLetters.push({ offset, tenantId, refused: this.#keptBytes.within(data) });
  }
}

function refusedOf({ offset, value }: LogRecord): Refused {
  return { offset, envelope: decodeEvent(refusedV1, value) };
}

function keyOf({ tenantId, data }: EventEnvelope<RefusedV1>): { readonly tenantId: string; readonly deviceId: string } {
  return { tenantId, deviceId: data.deviceId };
}
