import type { DeviceV1, ProfileV1, SiteV1 } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import type { RegistryView } from '@fieldline/ingestion';

export const TENANT = 'default';
const SITE_ID = '01SJMSJTE00000000000000000';

const profile: ProfileV1 = {
  id: 'simulated',
  version: 1,
  tenantId: TENANT,
  name: 'Simulated',
  lifetime: 'history',
  metrics: [
    { metric: 'value', unit: '1', kind: 'gauge', type: 'number', stalenessSeconds: 60 },
    { metric: 'level', unit: 'V', kind: 'gauge', type: 'number', min: 0, max: 5, stalenessSeconds: 60 },
    { metric: 'note', unit: '1', kind: 'state', type: 'string', stalenessSeconds: 60 },
  ],
};

const site: SiteV1 = { id: SITE_ID, tenantId: TENANT, name: 'Site', timeZone: 'UTC', currency: 'EUR', lifetime: null };

/** A registry that stands still: some devices of one profile at one site. */
export class SimulatedFleet implements RegistryView {
  readonly revision = 1;
  /** ULIDs by external id. */
  readonly deviceIds: ReadonlyMap<string, string>;
  readonly #devices: ReadonlyMap<string, DeviceV1>;

  constructor(externalIds: readonly string[]) {
    const devices = externalIds.map((externalId, index) => made(externalId, index));
    this.#devices = new Map(devices.map((device) => [device.id, device]));
    this.deviceIds = new Map(devices.map(({ externalId, id }) => [externalId, id]));
  }

  device(id: string): DeviceV1 | undefined {
    return this.#devices.get(id);
  }

  deviceByExternalId(_tenantId: string, externalId: string): DeviceV1 | undefined {
    return this.#devices.get(this.deviceIds.get(externalId) ?? '');
  }

  site(id: string): SiteV1 | undefined {
    return id === site.id ? site : undefined;
  }

  profile(_tenantId: string, id: string, version: number): ProfileV1 | undefined {
    return id === profile.id && version === profile.version ? profile : undefined;
  }

  identify(externalId: string): DeviceIdentity {
    const device = this.deviceByExternalId(TENANT, externalId);
    if (device === undefined) throw new Error(`no device ${externalId} in the simulation`);
    return { deviceId: device.id, tenantId: TENANT, siteId: SITE_ID, externalId };
  }
}

function made(externalId: string, index: number): DeviceV1 {
  return {
    id: `01SJMDEVJCE0000000000${String(index).padStart(5, '0')}`,
    tenantId: TENANT,
    siteId: SITE_ID,
    externalId,
    name: externalId,
    type: 'device',
    profile: { id: profile.id, version: profile.version },
    gatewayId: null,
    enrolledBy: null,
    disabled: false,
  };
}
