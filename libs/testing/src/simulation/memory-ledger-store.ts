import {
  FencedError,
  NO_READINGS,
  type AppliedReceipts,
  type DeadLetter,
  type DeviceLedger,
  type DeviceLedgerState,
  type FreedLetters,
  type HeldPartition,
  type LedgerCommit,
  type LedgerCounts,
  type LedgerReader,
  type LedgerStore,
  type Page,
  type PageRequest,
  type PartitionClaim,
  type ReceiptsOfRun,
  type ReceiptStream,
} from '@fieldline/ingestion';

type Counts = { -readonly [K in keyof LedgerCounts]: LedgerCounts[K] };

/** A ledger in memory under the same contract as the shipped one; each call takes effect at once and whole. */
export class MemoryLedgerStore implements LedgerStore, LedgerReader {
  readonly #claims = new Map<string, { epoch: number; nextOffset: number }>();
  readonly #receipts = new Map<string, AppliedReceipts>();
  readonly #recent = new Map<string, string>();
  readonly #courses = new Map<string, string>();
  readonly #counts = new Map<string, Counts>();
  readonly #deadLetters = new Map<string, DeadLetter>();

  assign(group: string, topic: string, partition: number): Promise<PartitionClaim> {
    const key = `${group} ${topic} ${partition}`;
    const before = this.#claims.get(key) ?? { epoch: 0, nextOffset: 0 };
    const claim = { ...before, epoch: before.epoch + 1 };
    this.#claims.set(key, claim);
    return Promise.resolve({ ...claim });
  }

  resume(group: string, topic: string, { partition, epoch }: HeldPartition): Promise<PartitionClaim> {
    const claim = this.#claims.get(`${group} ${topic} ${partition}`);
    return claim?.epoch === epoch ? Promise.resolve({ ...claim }) : Promise.reject(fenced(topic, partition));
  }

  load(deviceIds: readonly string[], stream: ReceiptStream): Promise<DeviceLedgerState> {
    const wanted = new Set(deviceIds);
    const receipts = this.applied().filter((entry) => wanted.has(entry.deviceId) && entry.stream === stream);
    const known = (texts: ReadonlyMap<string, string>): { deviceId: string; json: string }[] =>
      deviceIds.flatMap((deviceId) => {
        const json = texts.get(deviceId);
        return json === undefined ? [] : [{ deviceId, json }];
      });
    const courses = stream === 'reading' ? known(this.#courses) : [];
    return Promise.resolve({ receipts, recent: known(this.#recent), courses });
  }

  deadLetterBytes(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const wanted = new Set(ids);
    const bytes = new Map<string, number>();
    for (const { refused } of this.#deadLetters.values()) {
      if (refused.payload === undefined) continue;
      for (const id of [refused.deviceId, refused.siteId]) {
        if (wanted.has(id)) bytes.set(id, (bytes.get(id) ?? 0) + refused.size + LETTER_BYTES);
      }
    }
    return Promise.resolve(bytes);
  }

  expireDeadLetters(before: number, limit: number): Promise<readonly FreedLetters[]> {
    const kept = [...this.#deadLetters].filter(([, { refused }]) => refused.payload !== undefined);
    const old = kept.filter(([, { refused }]) => refused.receivedAt < before);
    old.sort(([, a], [, b]) => a.refused.receivedAt - b.refused.receivedAt);
    const freed = new Map<string, FreedLetters>();
    for (const [key, letter] of old.slice(0, limit)) {
      const { payload: _gone, ...refused } = letter.refused;
      this.#deadLetters.set(key, { ...letter, refused });
      const { deviceId, siteId, size } = refused;
      const { count, bytes } = freed.get(`${deviceId} ${siteId}`) ?? { count: 0, bytes: 0 };
      freed.set(`${deviceId} ${siteId}`, { deviceId, siteId, count: count + 1, bytes: bytes + size + LETTER_BYTES });
    }
    return Promise.resolve([...freed.values()]);
  }

  commit(change: LedgerCommit): Promise<void> {
    const claim = this.#claims.get(`${change.group} ${change.topic} ${change.partition}`);
    const isHeld = claim?.epoch === change.epoch;
    if (claim === undefined || !isHeld) {
      return Promise.reject(fenced(change.topic, change.partition));
    }
    // committed already, by a call whose answer was lost
    if (change.nextOffset <= claim.nextOffset) return Promise.resolve();
    claim.nextOffset = change.nextOffset;
    for (const entry of change.receipts) {
      this.#receipts.set(`${entry.deviceId} ${entry.runId} ${entry.stream}`, entry);
    }
    for (const { deviceId, json } of change.recent) this.#recent.set(deviceId, json);
    for (const { deviceId, json } of change.courses) this.#courses.set(deviceId, json);
    for (const counts of change.counts) this.#add(counts);
    for (const letter of change.deadLetters) {
      const { deviceId, receipt } = letter.refused;
      this.#deadLetters.set(`${deviceId} ${receipt.runId} ${receipt.n} ${letter.refused.topic}`, letter);
    }
    return Promise.resolve();
  }

  deviceLedger(tenantId: string, deviceId: string): Promise<DeviceLedger> {
    const counts = this.#counts.get(deviceId);
    if (counts?.tenantId !== tenantId) return Promise.resolve(NO_READINGS);
    const { tenantId: _tenant, deviceId: _device, repeatedRecords: _repeated, ...columns } = counts;
    const { stored, duplicate, superseded, expired, refused, shed } = columns;
    return Promise.resolve({ received: stored + duplicate + superseded + expired + refused + shed, ...columns });
  }

  receipts(tenantId: string, deviceId: string, { after, limit }: PageRequest): Promise<Page<ReceiptsOfRun>> {
    const [afterRun, afterStream] = (after ?? []) as readonly string[];
    const behind = this.applied()
      .filter((entry) => entry.tenantId === tenantId && entry.deviceId === deviceId)
      .sort((one, other) =>
        one.runId === other.runId ? order(one.stream, other.stream) : order(other.runId, one.runId),
      )
      .filter(({ runId, stream }) => {
        if (afterRun === undefined || afterStream === undefined) return true;
        return runId < afterRun || (runId === afterRun && stream > afterStream);
      });
    const items = behind.slice(0, limit).map(({ runId, stream, lastN: last, applied, gaps }) => {
      return { runId, stream, last, applied, gaps };
    });
    const final = items.at(-1);
    const next = behind.length > limit && final !== undefined ? [final.runId, final.stream] : undefined;
    return Promise.resolve({ items, next });
  }

  /** All of all devices. */
  applied(): readonly AppliedReceipts[] {
    return [...this.#receipts.values()];
  }

  counts(): ReadonlyMap<string, LedgerCounts> {
    return this.#counts;
  }

  deadLetters(): readonly DeadLetter[] {
    return [...this.#deadLetters.values()];
  }

  #add(added: LedgerCounts): void {
    const counts = this.#counts.get(added.deviceId);
    if (counts === undefined) {
      this.#counts.set(added.deviceId, { ...added });
      return;
    }
    for (const column of COLUMNS) counts[column] += added[column];
  }
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function fenced(topic: string, partition: number): FencedError {
  return new FencedError(`${topic}/${partition} belongs to another member`);
}

/** What a dead letter costs beside its payload. */
const LETTER_BYTES = 512;

const COLUMNS = [
  'stored',
  'duplicate',
  'superseded',
  'expired',
  'refused',
  'shed',
  'refusedValues',
  'clockUnsynced',
  'repeatedRecords',
  'outOfOrder',
  'missing',
  'restarts',
  'unchanged',
] as const;
