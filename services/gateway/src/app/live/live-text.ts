import { decodeEvent, decodeReadingHead, deviceConnectionV1, refusedV1 } from '@fieldline/contracts';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { LiveSource } from '../../domain/live/live-position.js';
import type { LiveEvent } from './live-audience.js';
import type { LiveRecord } from './live-history.js';

export const EVENT_OF: Readonly<Record<LiveSource, LiveEvent>> = {
  r: 'reading',
  f: 'refused',
  c: 'connection',
  d: 'device',
};

/** One server-sent event (HTML standard, 9.2). `data` is JSON on one line. */
export function eventText(event: LiveEvent | 'gap', id: string, data: string): string {
  return `event: ${event}\nid: ${id}\ndata: ${data}\n\n`;
}

/** What a reader learns of a record, as JSON on one line. Throws ContractError for a record that is broken. */
export function eventData(source: LiveSource, record: LiveRecord, entry: FleetDevice): string {
  const device = entry.device.externalId;
  switch (source) {
    case 'r':
      return readingData(record.value, device);
    case 'f': {
      const { receivedAt, kind, topic, reason } = decodeEvent(refusedV1, record.value).data;
      return JSON.stringify({ device, receivedAt, kind, topic, reason });
    }
    case 'c': {
      const { connected, at } = decodeEvent(deviceConnectionV1, record.value).data;
      return JSON.stringify({ device, connected, at });
    }
    case 'd':
      return JSON.stringify({ device, change: record.change });
  }
}

/** The values pass as the device wrote them, but for line breaks, which would end the event's line. */
function readingData(value: Buffer, device: string): string {
  const { head, valuesJson } = decodeReadingHead(value);
  const values = /[\r\n]/.test(valuesJson) ? JSON.stringify(JSON.parse(valuesJson)) : valuesJson;
  return `{"device":"${device}","at":${head.measuredAt},"receivedAt":${head.receivedAt},"values":${values}}`;
}
