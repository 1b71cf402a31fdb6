import type { BatteryConfiguration, DeviceFacts } from '../domain/battery-configuration.js';
import type { BoardFacts, SwitchboardConfiguration } from '../domain/switchboard-configuration.js';
import type { DeviceKey } from './registry-store.js';

/** Who set it down and when, as the store keeps it; times are ms since 1970. */
export interface Audit {
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

export interface StoredBattery {
  readonly configuration: BatteryConfiguration;
  readonly audit: Audit;
  /** Null while it is not in the archive. */
  readonly archivedAt: number | null;
}

export interface StoredSwitchboard {
  readonly configuration: SwitchboardConfiguration;
  readonly audit: Audit;
}

export interface Stored<T> {
  readonly created: boolean;
  readonly stored: T;
}

/** A change by somebody. `newLocationId`, a ULID, is taken where a place is named that the site does not have yet. */
export interface ConfigurationChange<Current, Facts> {
  readonly key: DeviceKey;
  readonly actor: string;
  readonly newLocationId: string;
  /** Sees what is stored now, alone in its transaction, and may run again; what it throws rejects the whole. */
  readonly change: (current: Current | undefined, device: Facts) => Current;
}

/**
 * What is set down about devices beyond their registration. It is no part of registry events: only operators and
 * controllers ask for it. Every method rejects with RetriableError while the store is away.
 */
export interface DeviceConfigurationStore {
  /** From the archive, where it is only there. */
  battery(key: DeviceKey): Promise<StoredBattery | undefined>;
  /** Undefined when there is no such device. What is archived counts as not there. */
  putBattery(
    change: ConfigurationChange<BatteryConfiguration, DeviceFacts>,
  ): Promise<Stored<StoredBattery> | undefined>;
  /** Moves what has not changed since before `unchangedSince` (ms since 1970) into the archive; tells how many. */
  archiveBatteries(unchangedSince: number): Promise<number>;
  switchboard(key: DeviceKey): Promise<StoredSwitchboard | undefined>;
  /** Undefined when there is no such device. Switches that are not named any more are gone. */
  putSwitchboard(
    change: ConfigurationChange<SwitchboardConfiguration, BoardFacts>,
  ): Promise<Stored<StoredSwitchboard> | undefined>;
}

export const DEVICE_CONFIGURATION_STORE = Symbol('DeviceConfigurationStore');
