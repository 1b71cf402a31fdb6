import { crc32 } from 'node:zlib';
import type { ReadingStamp, RefusalReason } from '@fieldline/contracts';
import type { DeviceMessage } from '@fieldline/device-link';
import type { OutgoingRecord } from '@fieldline/messaging';
import { isBelieved } from '../domain/measured-at.js';
import { standInTime } from '../domain/stand-in-time.js';
import type { BatchRefusals, RefusedValuesOf } from './batch-refusals.js';
import type { DeviceContext } from './device-contexts.js';
import type { RefusedDevice } from './refusal-records.js';

/** What one batch of messages comes to. */
export interface IngestBatch {
  readonly records: OutgoingRecord[];
  readonly refusals: BatchRefusals;
}

/** Where a reading stands: its message, its device, its place in an array. One a message. */
export interface Place {
  readonly message: DeviceMessage;
  readonly context: DeviceContext;
  readonly batch: IngestBatch;
  /** How many readings the message holds. */
  readonly readings: number;
  /** The first of the times that stand in for those that are missing or not believed; made when needed. */
  standIn: number | undefined;
  at: number;
}

/** When a reading was measured, and whose word that is. */
export function timing(
  place: Place,
  deviceTime: number | undefined,
): Pick<ReadingStamp, 'measuredAt' | 'quality' | 'deviceTime'> {
  const { message, context, readings } = place;
  const { firstSeenAt, receivedAt, payload } = message;
  // by when it was first seen: a clock a little too far ahead must not become believed when the message is sent again
  if (deviceTime !== undefined && isBelieved(deviceTime, firstSeenAt, context.keepsHistory)) {
    return { measuredAt: deviceTime, quality: 'good', deviceTime: null };
  }
  place.standIn ??= standInTime(context.counters, {
    key: `${firstSeenAt} ${crc32(payload)}`,
    repeated: firstSeenAt !== receivedAt,
    receivedAt,
    readings,
  });
  const measuredAt = place.standIn + place.at;
  return deviceTime === undefined
    ? { measuredAt, quality: 'arrival-time', deviceTime: null }
    : { measuredAt, quality: 'clock-unsynced', deviceTime };
}

export function refuseReading(place: Place, reason: RefusalReason): void {
  place.batch.refusals.reading(place.message, ownerOf(place.context), located(place, reason));
}

export function refuseValues(place: Place, reasons: readonly RefusalReason[], reading: RefusedValuesOf): void {
  const { batch, message, context } = place;
  const where = reasons.map((reason) => located(place, reason));
  batch.refusals.values(message, ownerOf(context), where, reading);
}

/** A reason that says where in an array of readings. */
export function located({ readings, at }: Pick<Place, 'readings' | 'at'>, reason: RefusalReason): RefusalReason {
  return readings === 1 ? reason : { ...reason, at };
}

export function ownerOf({ device }: DeviceContext): RefusedDevice {
  return { deviceId: device.id, siteId: device.siteId, tenantId: device.tenantId };
}
