import type { ReadingStamp, RefusalReason } from '@fieldline/contracts';
import type { DeviceMessage } from '@fieldline/device-link';
import type { OutgoingRecord } from '@fieldline/messaging';
import {
  RefusalRecords,
  type RefusalRecordsParts,
  type RefusedDevice,
  type RefusedMessage,
} from './refusal-records.js';

/** What this process refused since its start. */
export interface RefusalCounts {
  refused: number;
  refusedValues: number;
}

/** The accepted reading that refused values belong to. */
export type RefusedValuesOf = Pick<ReadingStamp, 'n' | 'measuredAt' | 'quality'>;

/** What is refused of one batch of messages: counted, and made into records. */
export class BatchRefusals {
  readonly #records: RefusalRecords;
  readonly #counts: RefusalCounts;

  constructor(parts: RefusalRecordsParts, counts: RefusalCounts) {
    this.#records = new RefusalRecords(parts);
    this.#counts = counts;
  }

  /** A reading, or a message as a whole. */
  reading(message: DeviceMessage, device: RefusedDevice, reason: RefusalReason): void {
    this.#counts.refused += 1;
    this.#records.add({ ...originOf(message, device), kind: 'reading', reason, payload: message.payload });
  }

  values(
    message: DeviceMessage,
    device: RefusedDevice,
    reasons: readonly RefusalReason[],
    reading: RefusedValuesOf,
  ): void {
    for (const reason of reasons) {
      this.#counts.refusedValues += 1;
      const payload = Buffer.from(reason.value ?? '');
      this.#records.add({ ...originOf(message, device), kind: 'value', reason, payload, reading });
    }
  }

  /** QoS 0 readings that never came here. */
  shed(device: RefusedDevice, count: number, receivedAt: number): void {
    const reason = { rule: 'shed', message: 'QoS 0 readings were shed while the log was away', expected: 'QoS 1' };
    const payload = new Uint8Array();
    this.#records.add({ device, kind: 'shed', reason, topic: undefined, payload, receivedAt, count });
  }

  /** The records in the order of their receipts. */
  end(): readonly OutgoingRecord[] {
    return this.#records.end();
  }
}

function originOf(
  { topic, receivedAt }: DeviceMessage,
  device: RefusedDevice,
): Pick<RefusedMessage, 'device' | 'topic' | 'receivedAt'> {
  return { device, topic, receivedAt };
}
