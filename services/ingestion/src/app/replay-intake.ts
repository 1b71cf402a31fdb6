import { encodeReading, READING_TOPIC, type ReadingStamp } from '@fieldline/contracts';
import type { OutgoingRecord } from '@fieldline/messaging';
import { valuesText, type CheckedReading } from '../domain/check-reading.js';
import type { DeviceContext, DeviceContexts } from './device-contexts.js';
import type { OrderedPublisher } from './ordered-publisher.js';

/** A reading that was a dead letter, checked against what its device is now. */
export interface ReplayedReading extends Pick<ReadingStamp, 'measuredAt' | 'quality' | 'deviceTime' | 'receivedAt'> {
  readonly context: DeviceContext;
  readonly reading: CheckedReading;
}

export interface ReplayIntakeParts {
  readonly contexts: DeviceContexts;
  readonly publisher: OrderedPublisher;
  readonly counts: { accepted: number };
}

/**
 * The door of dead letters into the log, beside that of live messages: the same devices, receipts and order. What makes a
 * reading the same one when it comes again is the caller's: see {@link ReplayedReading}.
 */
export class ReplayIntake {
  readonly #parts: ReplayIntakeParts;

  constructor(parts: ReplayIntakeParts) {
    this.#parts = parts;
  }

  /** The log is away: what would be sent now would wait for it. */
  get withheld(): boolean {
    return this.#parts.publisher.withheld;
  }

  /** Undefined when the registry does not know the device. */
  device(deviceId: string): DeviceContext | undefined {
    return this.#parts.contexts.byId(deviceId);
  }

  /** A child that is registered to the gateway and not disabled. */
  child(tenantId: string, gatewayId: string, externalId: string): DeviceContext | undefined {
    return this.#parts.contexts.child(tenantId, gatewayId, externalId);
  }

  /** Resolves when the log has them all. Contexts must be of this turn of the event loop. */
  publish(readings: readonly ReplayedReading[]): Promise<void> {
    const records = readings.map(toRecord);
    this.#parts.counts.accepted += records.length;
    return records.length === 0 ? Promise.resolve() : this.#parts.publisher.publish(records);
  }
}

function toRecord({ context, reading, measuredAt, quality, deviceTime, receivedAt }: ReplayedReading): OutgoingRecord {
  const { boot, seq } = reading.sent;
  const { counters, device, replayOrigin } = context;
  const stamp: ReadingStamp = {
    n: counters.readings + 1,
    measuredAt,
    quality,
    deviceTime,
    receivedAt,
    boot,
    seq,
    refusedValues: 0,
    identity: reading.identity,
    trace: null,
  };
  const value = encodeReading(replayOrigin, stamp, valuesText(reading));
  counters.readings += 1;
  return { topic: READING_TOPIC, key: device.id, value };
}
