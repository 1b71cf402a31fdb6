import { createHash } from 'node:crypto';
import {
  buildDeviceTopic,
  encodeEvent,
  refusedV1,
  type DeviceTopic,
  type ReadingStamp,
  type RefusalReason,
  type RefusedV1,
} from '@fieldline/contracts';
import type { OutgoingRecord } from '@fieldline/messaging';
import { ulid, type Clock, type Random } from '@fieldline/platform';
import type { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import { storableReason } from '../domain/refusal.js';
import type { LogSpace } from '../ports/log-space.js';
import type { DeviceCounters } from './device-contexts.js';

/** Larger payloads leave their hash only: base64 must fit into a record of the log beside neighbours that were accepted. */
const LARGEST_KEPT_BYTES = 262_144;

/** Whose ledger a refusal belongs to. */
export interface RefusedDevice {
  readonly deviceId: string;
  readonly siteId: string;
  readonly tenantId: string;
}

export interface RefusedMessage {
  readonly device: RefusedDevice;
  readonly kind: RefusedV1['kind'];
  readonly reason: RefusalReason;
  /** Where it came from; undefined for what came on no one topic. */
  readonly topic: DeviceTopic | undefined;
  readonly payload: Uint8Array;
  readonly receivedAt: number;
  readonly count?: number;
  /** The accepted reading that a refused value belongs to. */
  readonly reading?: Pick<ReadingStamp, 'n' | 'measuredAt' | 'quality'>;
}

export interface RefusalRecordsParts {
  readonly runId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly quota: DeadLetterQuota;
  readonly space?: LogSpace;
  readonly counters: (deviceId: string) => DeviceCounters;
}

interface Gathered {
  count: number;
  last: RefusedMessage;
}

/**
 * Makes `telemetry.refused.v1` records of one batch. Within the quota each refusal is a record with its bytes; beyond
 * it, or while the log has little room, refusals of one device, kind and rule in a batch become one record with their count and the last one's hash.
 */
export class RefusalRecords {
  readonly #parts: RefusalRecordsParts;
  readonly #records: OutgoingRecord[] = [];
  readonly #beyond = new Map<string, Gathered>();

  constructor(parts: RefusalRecordsParts) {
    this.#parts = parts;
  }

  add(message: RefusedMessage): void {
    const { device, kind, reason, payload } = message;
    if (this.#mayKeep(message)) {
      this.#records.push(this.#encode(message, message.count ?? 1, payload));
      return;
    }
    const key = `${device.deviceId} ${kind} ${reason.rule}`;
    const gathered = this.#beyond.get(key);
    if (gathered === undefined) {
      this.#beyond.set(key, { last: message, count: message.count ?? 1 });
    } else {
      gathered.count += message.count ?? 1;
      gathered.last = message;
    }
  }

  #mayKeep({ device, kind, payload }: RefusedMessage): boolean {
    const { quota, space } = this.#parts;
    if (kind === 'shed' || payload.length > LARGEST_KEPT_BYTES || space?.isSpaceScarce() === true) return false;
    return quota.take(device.deviceId, device.siteId, payload.length);
  }

  /** The records in the order of their receipts. */
  end(): readonly OutgoingRecord[] {
    for (const { last, count } of this.#beyond.values()) this.#records.push(this.#encode(last, count, undefined));
    this.#beyond.clear();
    return this.#records;
  }

  #encode(message: RefusedMessage, count: number, kept: Uint8Array | undefined): OutgoingRecord {
    const { device, kind, reason, topic, payload, receivedAt, reading } = message;
    const { clock, random, runId } = this.#parts;
    const { deviceId, siteId } = device;
    const counters = this.#parts.counters(deviceId);
    counters.refusals += 1;
    const value = encodeEvent<RefusedV1>({
      id: ulid(clock, random),
      type: refusedV1.type,
      version: refusedV1.version,
      occurredAt: receivedAt,
      tenantId: device.tenantId,
      key: deviceId,
      data: {
        deviceId,
        siteId,
        kind,
        receipt: { runId, n: counters.refusals },
        ...(reading && { readingN: reading.n, measuredAt: reading.measuredAt, quality: reading.quality }),
        count,
        receivedAt,
        topic: topic === undefined ? '' : buildDeviceTopic(topic),
        reason: storableReason(reason),
        size: payload.length,
        hash: createHash('sha256').update(payload).digest('hex'),
        ...(kept === undefined ? {} : { payload: Buffer.from(kept).toString('base64') }),
      },
    });
    return { topic: refusedV1.topic, key: deviceId, value };
  }
}
