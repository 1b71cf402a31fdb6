import { buildDeviceTopic } from '@fieldline/contracts';
import type { ReadingStore } from '@fieldline/readings';
import { DeviceSwitchStates, type SwitchState } from './switch-states.js';
import type { SwitchConfiguration } from '../domain/switchboard-configuration.js';
import type {
  DeviceConfigurationStore,
  StoredBattery,
  StoredSwitchboard,
} from '../ports/device-configuration-store.js';
import type { DeviceKey, ListedDevice, RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import { NotFoundError } from '@fieldline/platform';

export interface ReadConfigurationParts {
  readonly store: RegistryStore;
  readonly configuration: DeviceConfigurationStore;
  readonly readings: ReadingStore;
}

export interface ConfiguredBattery extends StoredBattery {
  /** When its newest reading was measured, ms since 1970; null: it has none. */
  readonly lastSeen: number | null;
}

export interface ConfiguredSwitchboard extends StoredSwitchboard {
  readonly device: ListedDevice;
  /** Where it publishes, unless its firmware has topics of its own. */
  readonly topic: string;
  /** In the order of the configuration's switches. */
  readonly switches: readonly (SwitchConfiguration & SwitchState)[];
}

/**
 * What is set down about a device, with what it last told. Each rejects with NotFoundError where there is no device or
 * nothing is set down.
 */
export class ReadConfiguration {
  readonly #parts: ReadConfigurationParts;

  constructor(parts: ReadConfigurationParts) {
    this.#parts = parts;
  }

  async battery(key: DeviceKey, viewer?: Viewer): Promise<ConfiguredBattery> {
    const { id } = await this.#device(key, viewer);
    const stored = await this.#parts.configuration.battery(key);
    if (stored === undefined) throw nothing(key, 'battery');
    const [newest] = await this.#parts.readings.latest(key.tenantId, [id]);
    return { ...stored, lastSeen: newest?.at ?? null };
  }

  async switchboard(key: DeviceKey, viewer?: Viewer): Promise<ConfiguredSwitchboard> {
    const device = await this.#device(key, viewer);
    const stored = await this.#parts.configuration.switchboard(key);
    if (stored === undefined) throw nothing(key, 'switches');
    const { switches } = stored.configuration;
    const states = await new DeviceSwitchStates(this.#parts.readings, device).of(switches.map(({ id }) => id));
    return {
      ...stored,
      device,
      topic: buildDeviceTopic({ device: device.externalId, channel: 'telemetry' }),
      switches: switches.map((one, index) => ({ ...one, ...(states[index] as SwitchState) })),
    };
  }

  async #device(key: DeviceKey, viewer?: Viewer): Promise<ListedDevice> {
    const device = await this.#parts.store.device(key);
    if (device === undefined || (viewer !== undefined && !seesSite(viewer, device.siteId)))
      throw new NotFoundError(`there is no device '${key.externalId}'`);
    return device;
  }
}

function nothing({ externalId }: DeviceKey, what: string): NotFoundError {
  return new NotFoundError(
    `nothing is set down about '${externalId}' yet; PUT it first: …/devices/${externalId}/${what}`,
  );
}
