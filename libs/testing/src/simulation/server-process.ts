import type { Duplex } from 'node:stream';
import { READING_TOPIC, decodeReading, refusedV1 } from '@fieldline/contracts';
import { InFlight, Intake, newGateTally, SessionMemories } from '@fieldline/device-link-frames';
import { IngestReadings, WriteReadings, WriteRefusals, type LedgerStore } from '@fieldline/ingestion';
import type { MessageBus, RecordBatch, SubscriptionHandle } from '@fieldline/messaging';
import { EmbeddedMessageBus, type Disk } from '@fieldline/messaging-embedded';
import { createLogger, ulid } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { BrokerResponder } from './broker-responder.js';
import type { SeededRandom } from './seeded-random.js';
import type { Process } from './simulated-disk.js';
import type { SimulatedFleet } from './simulated-fleet.js';
import type { SimulatedClock } from './simulated-time.js';

export interface ServerProcessParts {
  readonly process: Process;
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  readonly disk: Disk;
  readonly fleet: SimulatedFleet;
  readonly store: ReadingStore;
  readonly ledger: LedgerStore;
  /** Shown every batch of accepted readings that the log gives out. */
  readonly observe: (batch: RecordBatch) => void;
  /** A consumer stopped for good. */
  readonly onStopped: (error: Error) => void;
}

const PARTITIONS = 2;
/** Small, so that a short history rolls over them many times. */
const SEGMENT_BYTES = 4_096;
const OBSERVER = 'observer';
const logger = createLogger('simulation', 'silent');

/** The shipped gate, ingestion, journal and writer, put together as one process. */
export class ServerProcess {
  readonly #parts: ServerProcessParts;
  readonly #bus: MessageBus;
  readonly #intake: Intake;
  readonly #responder: BrokerResponder;
  #writers: readonly SubscriptionHandle[] = [];

  static async start(parts: ServerProcessParts): Promise<ServerProcess> {
    const { clock, random, disk } = parts;
    const topics = [READING_TOPIC, refusedV1.topic].map((name) => ({
      name,
      partitions: PARTITIONS,
      cleanup: 'delete' as const,
    }));
    const limits = { segmentBytes: SEGMENT_BYTES, tailCacheBytes: SEGMENT_BYTES };
    const bus = await EmbeddedMessageBus.open({ folder: '/journal', topics, disk, clock, random, logger, limits });
    const started = new ServerProcess(parts, bus);
    await started.#subscribe();
    return started;
  }

  private constructor(parts: ServerProcessParts, bus: MessageBus) {
    this.#parts = parts;
    this.#bus = bus;
    const { clock, random, fleet } = parts;
    const ingest = new IngestReadings({ bus, registry: fleet, clock, random, logger, runId: ulid(clock, random) });
    const inFlight = new InFlight(1_000, 1_000_000);
    this.#intake = new Intake({
      clock,
      inFlight,
      handler: (messages) => ingest.handle(messages),
      batchMessages: 4,
      onShed: (identity, count) => ingest.noteShed(identity, count),
      onRefused: (error) => parts.onStopped(error),
    });
    const limits = {
      connectPacketBytes: 1_024,
      packetBytes: 4_096,
      window: 6,
      windowBytes: 4_096,
      topicLevels: 8,
      publishesPerSecond: 1e6,
      publishBurst: 1e6,
    };
    this.#responder = new BrokerResponder({
      gateOptions: { clock, limits, inFlight, tally: newGateTally() },
      intake: this.#intake,
      sessions: new SessionMemories(64, 64),
      identify: (clientId) => fleet.identify(clientId),
    });
  }

  accept(socket: Duplex): void {
    this.#responder.accept(socket);
  }

  /** Records that the writer has not committed yet. */
  lag(): number {
    return this.#writers.reduce((sum, writer) => sum + writer.lag(), 0);
  }

  /** An orderly stop. */
  async stop(): Promise<void> {
    await this.#intake.idle();
    await this.#bus.close();
  }

  async #subscribe(): Promise<void> {
    const { clock, store, ledger, onStopped, observe, process } = this.#parts;
    const readings = new WriteReadings({ store, ledger, logger });
    const refusals = new WriteRefusals({ ledger, clock, logger });
    const subscriptions = [readings.subscription(), refusals.subscription()];
    this.#writers = await Promise.all(
      subscriptions.map((subscription) => this.#bus.subscribe({ ...subscription, maxBatchRecords: 8 })),
    );
    const observer = await this.#bus.subscribe({
      topic: READING_TOPIC,
      group: OBSERVER,
      handleBatch: (batch) => {
        if (process.alive) observe(batch);
        return Promise.resolve({ kind: 'done' });
      },
    });
    for (const handle of [...this.#writers, observer]) void handle.failed.then(onStopped);
  }
}

/** The reading's value as the simulated devices send it. */
export function valueOf(record: Buffer): number {
  return decodeReading(record).values['value'] as number;
}
