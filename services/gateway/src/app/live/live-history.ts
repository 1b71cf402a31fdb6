import type { LogRecord } from '@fieldline/messaging';
import { LIVE_SOURCES, type LivePosition, type LiveSource } from '../../domain/live/live-position.js';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { DeviceChange } from '../fleet/fleet-view.js';
import { RecordRing } from './record-ring.js';

/** A record of the live feed; of registry topics with what it meant when it came. */
export interface LiveRecord extends LogRecord {
  readonly entry?: FleetDevice;
  readonly change?: DeviceChange;
}

export interface LivePlace {
  readonly source: LiveSource;
  readonly partition: number;
}

export interface SourcedRecord extends LivePlace {
  readonly record: LiveRecord;
}

/** At most about 20 MiB over all partitions. */
const LIMITS = {
  r: { maxRecords: 2_000, maxBytes: 2 * 1024 ** 2 },
  f: { maxRecords: 1_000, maxBytes: 2 * 1024 ** 2 },
  c: { maxRecords: 2_000, maxBytes: 1024 ** 2 },
  d: { maxRecords: 2_000, maxBytes: 1024 ** 2 },
} as const;

/** How many records of a partition are kept, so many are worth reading at the start. */
export function keptRecords(source: LiveSource): number {
  return LIMITS[source].maxRecords;
}

/** The newest records of all that the live feed is made of, so that a reader who was away can go on. */
export class LiveHistory {
  readonly #rings: Record<LiveSource, RecordRing<LiveRecord>[]> = { r: [], f: [], c: [], d: [] };
  /** By partition that is still being read from the log: the offset at which that is done. */
  readonly #behind = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  /** A partition is read from `start`; what stands before `end` is no news. */
  begin({ source, partition, start, end }: LivePlace & { readonly start: number; readonly end: number }): void {
    const rings = this.#rings[source];
    while (rings.length < partition) rings.push(new RecordRing(0, LIMITS[source]));
    rings[partition] = new RecordRing(start, LIMITS[source]);
    if (start < end) this.#behind.set(source + partition, end);
  }

  /** All of a partition before `offset` is here. */
  reached({ source, partition }: LivePlace, offset: number): void {
    const place = source + partition;
    if (offset < (this.#behind.get(place) ?? Infinity)) return;
    this.#behind.delete(place);
    if (this.#behind.size > 0) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Resolves when all that stood in the log at the start is here. */
  whenReady(): Promise<void> {
    if (this.#behind.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  add({ source, partition }: LivePlace, record: LiveRecord): void {
    this.#rings[source][partition]?.add(record);
  }

  /** Where the newest ends. */
  position(): Record<LiveSource, number[]> {
    const ends = (source: LiveSource): number[] => this.#rings[source].map(({ end }) => end);
    return { r: ends('r'), f: ends('f'), c: ends('c'), d: ends('d') };
  }

  /** Whether nothing between the position and now is missing here; a position of another log is none of ours. */
  reachesBack(position: LivePosition): boolean {
    return LIVE_SOURCES.every((source) => {
      const rings = this.#rings[source];
      if (rings.length !== position[source].length) return false;
      return rings.every(({ start, end }, partition) => {
        const offset = position[source][partition] ?? -1;
        return offset >= start && offset <= end;
      });
    });
  }

  /** The record after the position that the log took first; undefined at the end. */
  next(position: LivePosition): SourcedRecord | undefined {
    let first: SourcedRecord | undefined;
    for (const source of LIVE_SOURCES) {
      this.#rings[source].forEach((ring, partition) => {
        const record = ring.at(position[source][partition] ?? ring.end);
        if (record === undefined) return;
        if (first === undefined || record.appendedAt < first.record.appendedAt) first = { source, partition, record };
      });
    }
    return first;
  }
}
