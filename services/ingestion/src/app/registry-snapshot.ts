import {
  credentialV1,
  decodeEvent,
  deviceV1,
  profileV1,
  siteV1,
  type CredentialV1,
  type DeviceV1,
  type EventDefinition,
  type EventEnvelope,
  type ProfileV1,
  type SiteV1,
} from '@fieldline/contracts';
import type { Follower, LogRecord, MessageBus } from '@fieldline/messaging';
import type { Logger } from '@fieldline/platform';
import { endsConnections } from '../domain/sign-in-rules.js';
import type { RegistryView } from './device-contexts.js';
import { RegistryIndex, type KnownCredential } from './registry-index.js';

export interface RegistrySnapshotParts {
  readonly bus: MessageBus;
  readonly logger: Logger;
}

/** Devices whose connections must end: disabled, moved, gone, or signed in with what counts no more. */
export type DisconnectListener = (deviceId: string) => void;

/** Devices that were taken away. */
export type RemovalListener = (device: DeviceV1) => void;

/** What {@link RegistrySnapshot.awaitEvent} calls the empty record that takes away what stood under a key. */
export function removalName(topic: string, key: string): string {
  return `${topic} ${key}`;
}

/** The registry as its compacted topics tell it, kept in memory: answers at once, also while the store is away. */
export class RegistrySnapshot implements RegistryView {
  readonly #parts: RegistrySnapshotParts;
  readonly #index = new RegistryIndex();
  readonly #listeners = new Set<DisconnectListener>();
  readonly #removalListeners = new Set<RemovalListener>();
  readonly #awaited = new Map<string, () => void>();
  #followers: readonly Follower[] = [];
  #revision = 0;
  #ready = false;

  constructor(parts: RegistrySnapshotParts) {
    this.#parts = parts;
  }

  /** Resolves when everything that stood in the topics is known; from then on it follows. */
  async start(): Promise<void> {
    this.#followers = [
      await this.#follow(siteV1, ({ data }: EventEnvelope<SiteV1>) => this.#index.putSite(data)),
      await this.#follow(profileV1, ({ data }: EventEnvelope<ProfileV1>) => this.#index.putProfile(data)),
      await this.#follow(deviceV1, ({ data }: EventEnvelope<DeviceV1>) => this.#putDevice(data)),
      await this.#follow(credentialV1, ({ data }: EventEnvelope<CredentialV1>) => this.#putCredential(data)),
    ];
    await Promise.all(this.#followers.map(({ caughtUp }) => caughtUp));
    this.#ready = true;
  }

  async close(): Promise<void> {
    this.#ready = false;
    await Promise.all(this.#followers.map((follower) => follower.close()));
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** Rises with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Returns how to stop listening. */
  onDisconnect(listener: DisconnectListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Told while it follows, not of what had gone before. Returns how to stop listening. */
  onRemoved(listener: RemovalListener): () => void {
    this.#removalListeners.add(listener);
    return () => this.#removalListeners.delete(listener);
  }

  /** Calls back once when the event with this id (or {@link removalName}) was applied; returns how to stop waiting. */
  awaitEvent(eventId: string, callback: () => void): () => void {
    this.#awaited.set(eventId, callback);
    return () => this.#awaited.delete(eventId);
  }

  site(id: string): SiteV1 | undefined {
    return this.#index.site(id);
  }

  profile(tenantId: string, id: string, version: number): ProfileV1 | undefined {
    return this.#index.profile(tenantId, id, version);
  }

  device(id: string): DeviceV1 | undefined {
    return this.#index.device(id);
  }

  deviceByExternalId(tenantId: string, externalId: string): DeviceV1 | undefined {
    return this.#index.deviceByExternalId(tenantId, externalId);
  }

  devices(): Iterable<DeviceV1> {
    return this.#index.devices();
  }

  /** The device's secrets, also those that are of no use any more; at least one if it was ever given any. */
  secrets(deviceId: string): readonly KnownCredential[] {
    return this.#index.secrets(deviceId);
  }

  /** How many devices an enrolment key registered. */
  enrolledBy(keyId: string): number {
    return this.#index.enrolledBy(keyId);
  }

  /** By its digest, hex; may be revoked or expired. */
  enrolmentKey(digest: string): KnownCredential | undefined {
    return this.#index.enrolmentKey(digest);
  }

  #follow<T>(definition: EventDefinition, apply: (event: EventEnvelope<T>) => void): Promise<Follower> {
    return this.#parts.bus.follow(definition.topic, (records) => {
      for (const record of records) this.#take(definition, record, apply as (event: EventEnvelope<unknown>) => void);
    });
  }

  #take(definition: EventDefinition, record: LogRecord, apply: (event: EventEnvelope<unknown>) => void): void {
    if (record.value.length === 0) {
      this.#revision += 1;
      this.#remove(definition.topic, record.key);
      this.#tellAwaiting(removalName(definition.topic, record.key));
      return;
    }
    let event: EventEnvelope<unknown>;
    try {
      event = decodeEvent(definition, record.value);
    } catch (error) {
      const { key, offset } = record;
      this.#parts.logger.error(
        { err: error, topic: definition.topic, recordKey: key, offset },
        'a registry record is left out',
      );
      return;
    }
    this.#revision += 1;
    apply(event);
    this.#tellAwaiting(event.id);
  }

  #tellAwaiting(name: string): void {
    this.#awaited.get(name)?.();
    this.#awaited.delete(name);
  }

  #remove(topic: string, key: string): void {
    if (topic === siteV1.topic) this.#index.removeSite(key);
    if (topic === credentialV1.topic) this.#removeCredential(key);
    if (topic === deviceV1.topic) this.#removeDevice(key);
  }

  #removeDevice(id: string): void {
    const device = this.#index.removeDevice(id);
    if (device === undefined) return;
    this.#disconnect(id);
    if (this.#ready) for (const listener of this.#removalListeners) listener(device);
  }

  #removeCredential(id: string): void {
    if (this.#index.removeEnrolmentKey(id)) this.#disconnectEnrolledBy(id);
    else this.#index.removeSecret(id);
  }

  #putDevice(device: DeviceV1): void {
    const before = this.#index.device(device.id);
    this.#index.putDevice(device);
    if (endsConnections(before, device)) this.#disconnect(device.id);
  }

  #putCredential(credential: CredentialV1): void {
    const { deviceId } = credential;
    const isFirst = deviceId !== null && this.#index.secrets(deviceId).length === 0;
    this.#index.putCredential(credential);
    if (deviceId !== null) {
      // With its first secret of its own a device is out of its enrolment key's reach, so that key's connections end.
      if (isFirst || credential.revoked) this.#disconnect(deviceId);
    } else if (credential.revoked) {
      this.#disconnectEnrolledBy(credential.id);
    }
  }

  #disconnectEnrolledBy(keyId: string): void {
    for (const { id, enrolledBy } of this.#index.devices()) {
      if (enrolledBy === keyId && this.#index.secrets(id).length === 0) this.#disconnect(id);
    }
  }

  #disconnect(deviceId: string): void {
    if (!this.#ready) return;
    for (const listener of this.#listeners) listener(deviceId);
  }
}
