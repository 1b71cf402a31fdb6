import type { ProfileV1 } from '@fieldline/contracts';
import { type Clock, InvalidRequestError, NotFoundError, type Random, ulid } from '@fieldline/platform';
import {
  batteryFault,
  batteryProfileFault,
  changeBattery,
  type BatteryRequest,
} from '../domain/battery-configuration.js';
import {
  changeSwitchboard,
  switchFault,
  switchMetrics,
  wiringFault,
  type SwitchboardRequest,
} from '../domain/switchboard-configuration.js';
import type {
  DeviceConfigurationStore,
  Stored,
  StoredBattery,
  StoredSwitchboard,
} from '../ports/device-configuration-store.js';
import type { DeviceKey, RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';

export interface PutConfigurationParts {
  readonly store: RegistryStore;
  readonly configuration: DeviceConfigurationStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** Who sets it down. */
export interface By {
  readonly actor: string;
  /** Where they may see only some devices. */
  readonly viewer?: Viewer;
}

/** Sets down what a battery is and what hangs on a switchboard. Each rejects with NotFoundError where there is no device. */
export class PutConfiguration {
  readonly #parts: PutConfigurationParts;

  constructor(parts: PutConfigurationParts) {
    this.#parts = parts;
  }

  /** Rejects with InvalidRequestError, also for a device whose profile is no battery's. The actor goes into the audit columns. */
  async battery(key: DeviceKey, request: BatteryRequest, by: By): Promise<Stored<StoredBattery>> {
    const { id, metrics } = await this.#profile(key, by);
    refuse(
      batteryProfileFault(
        id,
        metrics.map(({ metric }) => metric),
      ),
    );
    const put = await this.#parts.configuration.putBattery({
      ...this.#by(key, by),
      change: (current, device) => {
        const next = changeBattery(current, device, request);
        refuse(batteryFault(next));
        return next;
      },
    });
    return put ?? missing(key);
  }

  /** Rejects with InvalidRequestError, also for switches that the device's profile does not have. */
  async switchboard(key: DeviceKey, request: SwitchboardRequest, by: By): Promise<Stored<StoredSwitchboard>> {
    refuse(switchFault(request.switches, switchMetrics((await this.#profile(key, by)).metrics)));
    const put = await this.#parts.configuration.putSwitchboard({
      ...this.#by(key, by),
      change: (current, device) => {
        const next = changeSwitchboard(current, device, request);
        refuse(wiringFault(request.switches, next.chip));
        return next;
      },
    });
    return put ?? missing(key);
  }

  async #profile(key: DeviceKey, { viewer }: By): Promise<Pick<ProfileV1, 'id' | 'metrics'>> {
    const { store } = this.#parts;
    const { profile: ref, siteId } = (await store.device(key)) ?? missing(key);
    if (viewer !== undefined && !seesSite(viewer, siteId)) missing(key);
    const profile = await store.profile(key.tenantId, ref.id, ref.version);
    return profile ?? { id: ref.id, metrics: [] };
  }

  #by(key: DeviceKey, { actor }: By): { key: DeviceKey; actor: string; newLocationId: string } {
    const { clock, random } = this.#parts;
    return { key, actor, newLocationId: ulid(clock, random) };
  }
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new InvalidRequestError(fault);
}

function missing({ externalId }: DeviceKey): never {
  throw new NotFoundError(`there is no device '${externalId}'`);
}
