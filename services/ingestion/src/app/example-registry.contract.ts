import {
  READING_TOPIC,
  refusedV1,
  type DeviceChannel,
  type DeviceV1,
  type MetricSpec,
  type ProfileV1,
  type SiteV1,
} from '@fieldline/contracts';
import type { DeviceIdentity, DeviceMessage } from '@fieldline/device-link';
import type { TopicDeclaration } from '@fieldline/messaging';
import type { RegistryView } from './device-contexts.js';

export const NOON = Date.UTC(2026, 4, 1, 12);

/** A ULID that ends in the number. */
export function ulidOf(number: number): string {
  return `01J${String(number).padStart(23, '0')}`;
}

export const RUN = ulidOf(900);
export const SITE = ulidOf(800);

export const INGESTION_TOPICS: readonly TopicDeclaration[] = [READING_TOPIC, refusedV1.topic].map((name) => ({
  name,
  partitions: 2,
  cleanup: 'delete',
}));

function metric(name: string, change: Partial<MetricSpec> = {}): MetricSpec {
  return { metric: name, unit: '1', kind: 'gauge', type: 'number', stalenessSeconds: 60, ...change };
}

/** Air quality as systems.md A5 names it, and one metric of each other type. */
export const EXAMPLE_PROFILE: ProfileV1 = {
  id: 'example',
  version: 1,
  tenantId: 'default',
  name: 'Example',
  lifetime: 'raw-30d',
  metrics: [
    metric('pm25', { unit: 'ug/m3', min: 0, max: 1000 }),
    metric('temperature', { unit: 'Cel', min: -50, max: 60 }),
    metric('humidity', { unit: '%', min: 0, max: 100 }),
    metric('fan', { kind: 'state', type: 'boolean' }),
    metric('mode', { kind: 'state', type: 'string' }),
    metric('bins', { type: 'number[]', min: 0 }),
    metric('co', { unit: '[ppm]', min: 0, max: 50, scale: 0.001, arrivesIn: '[ppb]' }),
  ],
};

/** A registry of plain objects that a test may change. */
export class ExampleRegistry implements RegistryView {
  revision = 1;
  readonly #devices = new Map<string, DeviceV1>();
  #site: SiteV1;
  #profile = EXAMPLE_PROFILE;
  /** Device ids whose look-up fails, as by a fault of ours. */
  readonly broken = new Set<string>();

  constructor(lifetime: SiteV1['lifetime'] = null) {
    this.#site = { id: SITE, tenantId: 'default', name: 'Site', timeZone: 'UTC', currency: 'EUR', lifetime };
  }

  /** Registers device `d<number>`. */
  add(number: number, change: Partial<DeviceV1> = {}): DeviceIdentity {
    const device: DeviceV1 = {
      id: ulidOf(number),
      tenantId: 'default',
      siteId: SITE,
      externalId: `d${number}`,
      name: `Device ${number}`,
      type: 'device',
      profile: { id: EXAMPLE_PROFILE.id, version: EXAMPLE_PROFILE.version },
      gatewayId: null,
      enrolledBy: null,
      disabled: false,
      ...change,
    };
    this.#devices.set(device.id, device);
    this.revision += 1;
    return { deviceId: device.id, tenantId: device.tenantId, siteId: device.siteId, externalId: device.externalId };
  }

  /** The site keeps history from now on. */
  keepHistory(): void {
    this.#site = { ...this.#site, lifetime: 'history' };
    this.revision += 1;
  }

  changeProfile(): void {
    this.#profile = { ...this.#profile };
    this.revision += 1;
  }

  remove(deviceId: string): void {
    this.#devices.delete(deviceId);
    this.revision += 1;
  }

  device(id: string): DeviceV1 | undefined {
    if (this.broken.has(id)) throw new Error('the registry is broken');
    return this.#devices.get(id);
  }

  deviceByExternalId(tenantId: string, externalId: string): DeviceV1 | undefined {
    return [...this.#devices.values()].find((one) => one.tenantId === tenantId && one.externalId === externalId);
  }

  site(id: string): SiteV1 | undefined {
    return id === SITE ? this.#site : undefined;
  }

  profile(tenantId: string, id: string, version: number): ProfileV1 | undefined {
    const { id: known, version: latest, tenantId: owner } = EXAMPLE_PROFILE;
    return tenantId === owner && id === known && version === latest ? this.#profile : undefined;
  }
}

export interface MessageOptions {
  readonly receivedAt?: number;
  readonly firstSeenAt?: number;
  /** External id of the child that a gateway speaks for. */
  readonly child?: string;
  readonly channel?: DeviceChannel;
}

/** What the link passes on; objects are sent as JSON. */
export function messageOf(sender: DeviceIdentity, payload: unknown, options: MessageOptions = {}): DeviceMessage {
  const { receivedAt = NOON, firstSeenAt = receivedAt, child, channel = 'telemetry' } = options;
  const topic = child === undefined ? { device: sender.externalId } : { gateway: sender.externalId, device: child };
  const bytes = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return { sender, topic: { ...topic, channel }, payload: bytes, receivedAt, firstSeenAt, qos: 1 };
}
