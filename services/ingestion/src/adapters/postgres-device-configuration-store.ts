import { inTransaction, type PoolSource, withClient } from '@fieldline/relational';
import type { BatteryConfiguration, DeviceFacts } from '../domain/battery-configuration.js';
import type { BoardFacts, SwitchboardConfiguration } from '../domain/switchboard-configuration.js';
import type {
  ConfigurationChange,
  DeviceConfigurationStore,
  Stored,
  StoredBattery,
  StoredSwitchboard,
} from '../ports/device-configuration-store.js';
import type { DeviceKey } from '../ports/registry-store.js';
import { archiveBatteries, findBattery, putBattery } from './battery-configuration-table.js';
import { findSwitchboard, putSwitchboard } from './switchboard-table.js';

/** Configuration of devices in schema `registry`. */
export class PostgresDeviceConfigurationStore implements DeviceConfigurationStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async battery(key: DeviceKey): Promise<StoredBattery | undefined> {
    return withClient(this.#pool(), (client) => findBattery(client, key));
  }

  async putBattery(
    change: ConfigurationChange<BatteryConfiguration, DeviceFacts>,
  ): Promise<Stored<StoredBattery> | undefined> {
    return inTransaction(this.#pool(), (client) => putBattery(client, change));
  }

  async archiveBatteries(unchangedSince: number): Promise<number> {
    return inTransaction(this.#pool(), (client) => archiveBatteries(client, unchangedSince));
  }

  async switchboard(key: DeviceKey): Promise<StoredSwitchboard | undefined> {
    return withClient(this.#pool(), (client) => findSwitchboard(client, key));
  }

  async putSwitchboard(
    change: ConfigurationChange<SwitchboardConfiguration, BoardFacts>,
  ): Promise<Stored<StoredSwitchboard> | undefined> {
    return inTransaction(this.#pool(), (client) => putSwitchboard(client, change));
  }
}
