import type { LifetimeClass } from './lifetime-class.js';

export const READING_TOPIC = 'telemetry.reading.v1';

export type MetricValue = number | boolean | string | readonly number[];

export const READING_QUALITIES = ['good', 'arrival-time', 'clock-unsynced'] as const;
/**
 * - `good`: measured at the time the device gave.
 * - `arrival-time`: the device gave no time; `measuredAt` is when the reading arrived.
 * - `clock-unsynced`: the device's time was before 2015 (before 1973-03-03 at a site that keeps history) or more than 10
 *   minutes ahead; `measuredAt` is when the reading arrived, `deviceTime` what the device said.
 */
export type ReadingQuality = (typeof READING_QUALITIES)[number];

/** Stamped by the link's process on each record of a device and topic: n counts 1, 2, 3 … within (runId, device, topic). */
export interface Receipt {
  readonly runId: string;
  readonly n: number;
}

/** The part of a reading record that is the same for every reading of a connection. */
export interface ReadingOrigin {
  readonly tenantId: string;
  readonly siteId: string;
  readonly deviceId: string;
  readonly profileId: string;
  readonly profileVersion: number;
  readonly lifetime: LifetimeClass;
  /** The way it came, such as `mqtt`: lower-case letters, digits and `-`. */
  readonly source: string;
  readonly runId: string;
}

/** The part that each reading has for itself, but for its values. Times are ms since 1970. */
export interface ReadingStamp {
  readonly n: number;
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly quality: ReadingQuality;
  /** Which start of the device `seq` counts in: a whole number, or up to 64 letters, digits, `.`, `_`, `:`, `-`. */
  readonly boot: string | number | null;
  readonly seq: number | null;
  /** The time the device gave, where `measuredAt` is not it. */
  readonly deviceTime: number | null;
  /** Values of this reading that were refused and are in the dead letters. */
  readonly refusedValues: number;
  /**
   * Which reading this is among those of one device and instant: a hash of boot, seq and values in 53 bits (a safe
   * integer), independent of the order of the metrics. Two records with equal device, measuredAt and identity are one
   * reading sent twice.
   */
  readonly identity: number;
  readonly trace: string | null;
}

export type ReadingHead = ReadingOrigin & ReadingStamp;

export interface Reading extends ReadingHead {
  readonly values: Readonly<Record<string, MetricValue>>;
}
