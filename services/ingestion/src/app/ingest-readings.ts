import { encodeReading, READING_TOPIC, type ReadingStamp } from '@fieldline/contracts';
import type { DeviceIdentity, DeviceMessage } from '@fieldline/device-link';
import type { MessageBus } from '@fieldline/messaging';
import { asError, type Clock, type Logger, type Random } from '@fieldline/platform';
import { checkReading, refusedOf, valuesText } from '../domain/check-reading.js';
import { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { SentReading } from '../domain/decode-payload.js';
import { ReadingIdentity } from '../domain/reading-identity.js';
import { Refusal } from '../domain/refusal.js';
import type { LogSpace } from '../ports/log-space.js';
import { BatchRefusals, type RefusalCounts } from './batch-refusals.js';
import { BatchTraces } from './batch-traces.js';
import { DeviceContexts, type DeviceContext, type RegistryView } from './device-contexts.js';
import { OrderedPublisher } from './ordered-publisher.js';
import { ownerOf, refuseReading, refuseValues, timing, type IngestBatch, type Place } from './reading-place.js';
import { readingsOf } from './readings-of.js';
import type { RefusalRecordsParts, RefusedDevice } from './refusal-records.js';
import { ReplayIntake } from './replay-intake.js';

export interface IngestReadingsParts {
  readonly bus: MessageBus;
  readonly registry: RegistryView;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** This run of the process; receipts count within it. */
  readonly runId: string;
  readonly quota?: DeadLetterQuota;
  /** While it is scarce, refusals leave their bytes out. Not watched unless given. */
  readonly space?: LogSpace;
}

/** Readings and refusals seen by this process since its start. */
export interface IngestCounts extends RefusalCounts {
  accepted: number;
  shed: number;
}

/** Checks what devices publish and puts it into the log; resolves when the log has it. */
export class IngestReadings {
  readonly #parts: IngestReadingsParts;
  readonly #contexts: DeviceContexts;
  readonly #publisher: OrderedPublisher;
  readonly #refusalParts: RefusalRecordsParts;
  readonly #identity = new ReadingIdentity();
  readonly #shed = new Map<string, readonly [RefusedDevice, number]>();
  readonly counts: IngestCounts = { accepted: 0, refused: 0, refusedValues: 0, shed: 0 };
  /** Takes dead letters that pass now, with receipts and order of their devices' own. */
  readonly replays: ReplayIntake;

  constructor(parts: IngestReadingsParts) {
    this.#parts = parts;
    this.#contexts = new DeviceContexts(parts.registry, parts.runId);
    this.#publisher = new OrderedPublisher(parts);
    const { counts } = this;
    this.replays = new ReplayIntake({ contexts: this.#contexts, publisher: this.#publisher, counts });
    const quota = parts.quota ?? new DeadLetterQuota();
    this.#refusalParts = { ...parts, quota, counters: (deviceId) => this.#contexts.counters(deviceId) };
  }

  /** Acknowledgements are withheld because the log is away. */
  get withheld(): boolean {
    return this.#publisher.withheld;
  }

  /** The link's handler: messages in order of arrival. */
  handle(messages: readonly DeviceMessage[]): Promise<void> {
    const batch: IngestBatch = { records: [], refusals: new BatchRefusals(this.#refusalParts, this.counts) };
    let traces: BatchTraces | undefined;
    for (const message of messages) {
      if (message.trace === undefined) this.#ingest(message, batch);
      else (traces ??= new BatchTraces()).checked(message.trace, () => this.#ingest(message, batch));
    }
    const now = this.#parts.clock.now();
    for (const [device, count] of this.#shed.values()) batch.refusals.shed(device, count, now);
    this.#shed.clear();
    for (const record of batch.refusals.end()) batch.records.push(record);
    if (batch.records.length === 0) return Promise.resolve();
    const publish = (): Promise<void> => this.#publisher.publish(batch.records);
    return traces === undefined ? publish() : traces.appended(publish);
  }

  /** QoS 0 readings that the link shed; counted in the ledger with the next batch. */
  noteShed(identity: DeviceIdentity, count: number): void {
    this.counts.shed += count;
    this.#shed.set(identity.deviceId, [identity, (this.#shed.get(identity.deviceId)?.[1] ?? 0) + count]);
  }

  /** A fault of ours in one message must not cost its neighbours theirs. */
  #ingest(message: DeviceMessage, batch: IngestBatch): void {
    try {
      this.#route(message, batch);
    } catch (error) {
      this.#parts.logger.error(
        { err: asError(error), deviceId: message.sender.deviceId },
        'a message was not understood',
      );
      const text = `the message could not be processed: ${asError(error).message}`;
      batch.refusals.reading(message, message.sender, { rule: 'not-processed', message: text });
    }
  }

  #route(message: DeviceMessage, batch: IngestBatch): void {
    const { sender, topic } = message;
    const context = this.#speaker(message);
    if (context === undefined) {
      const behind = topic.gateway === undefined ? '' : ` behind gateway '${topic.gateway}'`;
      const rule = topic.gateway === undefined ? 'unknown-device' : 'unknown-child';
      const text = `'${topic.device}' is not registered${behind}`;
      batch.refusals.reading(message, sender, { rule, message: text, expected: 'a registered device' });
    } else if (topic.channel !== 'telemetry') {
      const text = `nothing consumes '${topic.channel}'`;
      batch.refusals.reading(message, ownerOf(context), {
        rule: 'channel-not-consumed',
        message: text,
        expected: 'telemetry',
      });
    } else {
      this.#ingestTelemetry(message, context, batch);
    }
  }

  #speaker({ sender, topic }: DeviceMessage): DeviceContext | undefined {
    return topic.gateway === undefined
      ? this.#contexts.byId(sender.deviceId)
      : this.#contexts.child(sender.tenantId, sender.deviceId, topic.device);
  }

  #ingestTelemetry(message: DeviceMessage, context: DeviceContext, batch: IngestBatch): void {
    const readings = readingsOf(message.payload);
    const place: Place = { message, context, batch, readings: readings.length, standIn: undefined, at: 0 };
    for (const reading of readings) {
      this.#ingestReading(reading, place);
      place.at += 1;
    }
  }

  #ingestReading(sent: SentReading | Refusal, place: Place): void {
    const { message, context, batch } = place;
    const reading = checkReading(sent, context.check, this.#identity);
    if (reading instanceof Refusal) {
      refuseReading(place, reading.reason);
      return;
    }
    const { boot, seq, refused } = reading.sent;
    const refusedValues = reading.checked.refused.length + refused.length;
    const n = context.counters.readings + 1;
    const { measuredAt, quality, deviceTime } = timing(place, reading.deviceTime);
    // spelled out: an object spread costs more here than JSON.parse
    const stamp: ReadingStamp = {
      n,
      measuredAt,
      quality,
      deviceTime,
      receivedAt: message.receivedAt,
      boot,
      seq,
      refusedValues,
      identity: reading.identity,
      trace: message.trace === undefined ? null : message.trace.traceparent,
    };
    const value = encodeReading(context.origin, stamp, valuesText(reading));
    batch.records.push({ topic: READING_TOPIC, key: context.device.id, value });
    // only now: a receipt without its record would be taken for a loss
    context.counters.readings = n;
    this.counts.accepted += 1;
    if (refusedValues > 0) refuseValues(place, refusedOf(reading), stamp);
  }
}
