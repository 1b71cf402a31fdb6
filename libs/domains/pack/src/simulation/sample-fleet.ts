import type { MetricValue } from '@fieldline/contracts';

/** What the sensors of a device tell at one moment, in the profile's units. */
export type SimulatedValues = Readonly<Record<string, MetricValue>>;

/**
 * A device in simulated time. It advances in steps of its own, counted from its start, so what it tells at a time does not
 * depend on how often it was asked before: a run at 60 times the speed tells the same.
 */
export interface SimulatedDevice {
  /** Lives on to `at` (ms since 1970, never before an earlier call) and tells what its sensors show then. */
  advance(at: number): SimulatedValues;
}

export interface FleetSite {
  readonly name: string;
  /** IANA time zone; courses of the day follow it. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Degrees, WGS 84, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

/** One device of a fleet: what the registry needs to know of it, and its life. */
export interface FleetDevice {
  /** The same for the same index, whatever the seed. */
  readonly externalId: string;
  readonly name: string;
  /** Name of one of the fleet's sites. */
  readonly site: string;
  /** Profile id. */
  readonly profile: string;
  /** How often it sends. */
  readonly intervalSeconds: number;
  /** Begins its life at `startAt`, ms since 1970, at least 2015. */
  simulate(startAt: number): SimulatedDevice;
}

export interface SampleFleet {
  readonly sites: readonly FleetSite[];
  /** How many devices the sample has; a larger fleet goes on in the same way. */
  readonly size: number;
  /** Device `index`, from 0 and without end, of the world `seed`. */
  device(index: number, seed: number): FleetDevice;
}
