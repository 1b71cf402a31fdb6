import {
  decodeEvent,
  deviceConnectionV1,
  deviceV1,
  profileV1,
  siteV1,
  type DeviceV1,
  type EventDefinition,
  type EventEnvelope,
} from '@fieldline/contracts';
import type { Follower, LogRecord, MessageBus } from '@fieldline/messaging';
import { asError, sleep, type Clock, type Logger } from '@fieldline/platform';
import type { z } from 'zod';
import type { DeviceConnection, FleetDevice } from '../../domain/fleet/fleet-device.js';
import { newerConnection } from '../../domain/fleet/newer-connection.js';
import { TenantFleet } from '../../domain/fleet/tenant-fleet.js';

export interface FleetViewParts {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the process of this run still holds its connections: what a run that died said last is not so any more. */
  readonly isRunAlive: (runId: string) => boolean;
}

export type DeviceChange = 'added' | 'changed' | 'deleted';

/** What the view learned from a record after it had caught up, and of which device. */
export interface FleetNews {
  readonly record: LogRecord;
  readonly entry: FleetDevice;
  readonly kind: 'device' | 'connection';
  /** Of kind `device`. */
  readonly change?: DeviceChange;
}

/** `live`: false for what stood in the topic at the start. */
export type NewsListener = (news: FleetNews, live: boolean) => void;

const CAUGHT_UP_WITHIN_MS = 2_000;
const NOBODY = new TenantFleet();

/** Sites, profiles, devices and their connections of all tenants, as the compacted topics tell them. */
export class FleetView {
  readonly #parts: FleetViewParts;
  readonly #tenants = new Map<string, TenantFleet>();
  readonly #byId = new Map<string, FleetDevice>();
  readonly #connections = new Map<string, DeviceConnection>();
  readonly #listeners = new Set<NewsListener>();
  #followers: readonly Follower[] = [];
  #ready = false;

  constructor(parts: FleetViewParts) {
    this.#parts = parts;
  }

  /** Resolves when everything that stood in the topics is known; from then on it follows. */
  async start(): Promise<void> {
    const registry = [
      await this.#follow(siteV1, (event, { key }) => this.#tellSite(event, key)),
      await this.#follow(profileV1, (event) => {
        if (event !== undefined) this.#grow(event.tenantId).putProfile(event.data);
      }),
      await this.#follow(deviceV1, (event, record) => this.#tellDevice(event?.data, record)),
    ];
    this.#followers = registry;
    await Promise.all(registry.map(({ caughtUp }) => caughtUp));
    // Of a device that is not known yet no connection would be told.
    const tell = (event: { readonly data: DeviceConnection } | undefined, record: LogRecord): void =>
      this.#tellConnection(event?.data, record);
    const connections = await this.#follow(deviceConnectionV1, tell);
    this.#followers = [...registry, connections];
    await connections.caughtUp;
    this.#ready = true;
  }

  async close(): Promise<void> {
    await Promise.all(this.#followers.map((follower) => follower.close()));
  }

  /** Everything that stood in the topics at the start is known. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Resolves when all that the registry's topics hold now is shown here: true, or false after 2 s without. */
  async whenCaughtUp(): Promise<boolean> {
    const waited = new AbortController();
    const reached = Promise.all(this.#followers.map((follower) => follower.reached())).then(
      () => true,
      () => false,
    );
    const timeout = sleep(this.#parts.clock, CAUGHT_UP_WITHIN_MS, waited.signal).then(() => false);
    return Promise.race([reached, timeout]).finally(() => waited.abort());
  }

  /** Of a tenant that nothing is known of an empty one. */
  tenant(tenantId: string): TenantFleet {
    return this.#tenants.get(tenantId) ?? NOBODY;
  }

  tenantIds(): readonly string[] {
    return [...this.#tenants.keys()];
  }

  /** By the key of a record: for what comes from the log, never for what a caller names. */
  byRecordKey(deviceId: string): FleetDevice | undefined {
    return this.#byId.get(deviceId);
  }

  /** The connection that it has or had last; none where the process that held it is gone. */
  connection(deviceId: string): DeviceConnection | undefined {
    const connection = this.#connections.get(deviceId);
    if (connection?.connected !== true || this.#parts.isRunAlive(connection.runId)) return connection;
    return { ...connection, connected: false };
  }

  readonly isConnected = (deviceId: string): boolean => this.connection(deviceId)?.connected === true;

  /** Told of devices and connections as they come, after this view knows; returns how to stop. */
  listen(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #follow<S extends z.ZodType>(
    definition: EventDefinition<S>,
    apply: (event: EventEnvelope<z.infer<S>> | undefined, record: LogRecord) => void,
  ): Promise<Follower> {
    return this.#parts.bus.follow(definition.topic, (records) => {
      for (const record of records) this.#take(definition, record, apply);
    });
  }

  /** An empty record: what its key names is no more. */
  #take<S extends z.ZodType>(
    definition: EventDefinition<S>,
    record: LogRecord,
    apply: (event: EventEnvelope<z.infer<S>> | undefined, record: LogRecord) => void,
  ): void {
    let event: EventEnvelope<z.infer<S>> | undefined;
    try {
      if (record.value.length > 0) event = decodeEvent(definition, record.value);
    } catch (thrown) {
      const { key, offset } = record;
      this.#parts.logger.error(
        { err: asError(thrown), topic: definition.topic, key, offset },
        'a registry record is not shown',
      );
      return;
    }
    apply(event, record);
  }

  #tellSite(event: EventEnvelope<z.infer<typeof siteV1.data>> | undefined, key: string): void {
    if (event !== undefined) this.#grow(event.tenantId).putSite(event.data);
    else for (const tenant of this.#tenants.values()) tenant.removeSite(key);
  }

  #tellDevice(device: DeviceV1 | undefined, record: LogRecord): void {
    const known = this.#byId.get(record.key);
    if (device === undefined) {
      if (known === undefined) return;
      this.#byId.delete(record.key);
      this.#connections.delete(record.key);
      this.tenant(known.device.tenantId).removeDevice(known);
      this.#tell({ record, entry: known, kind: 'device', change: 'deleted' });
      return;
    }
    const entry = this.#grow(device.tenantId).putDevice(device, known);
    this.#byId.set(device.id, entry);
    this.#tell({ record, entry, kind: 'device', change: known === undefined ? 'added' : 'changed' });
  }

  #tellConnection(next: DeviceConnection | undefined, record: LogRecord): void {
    if (next === undefined) {
      this.#connections.delete(record.key);
      return;
    }
    const { connected, runId, connection, at } = next;
    const known = this.#connections.get(record.key);
    if (!newerConnection(known, next)) return;
    this.#connections.set(record.key, { connected, runId, connection, at });
    const entry = this.#byId.get(record.key);
    if (entry !== undefined) this.#tell({ record, entry, kind: 'connection' });
  }

  #tell(news: FleetNews): void {
    for (const listener of this.#listeners) listener(news, this.#ready);
  }

  #grow(tenantId: string): TenantFleet {
    let tenant = this.#tenants.get(tenantId);
    if (tenant === undefined) this.#tenants.set(tenantId, (tenant = new TenantFleet()));
    return tenant;
  }
}
