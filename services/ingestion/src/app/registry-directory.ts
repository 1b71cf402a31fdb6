import { timingSafeEqual } from 'node:crypto';
import { DEFAULT_TENANT, type DeviceTopic, type DeviceV1 } from '@fieldline/contracts';
import type { ConnectDecision, ConnectRequest, DeviceDirectory, DeviceIdentity } from '@fieldline/device-link';
import type { Clock } from '@fieldline/platform';
import { RESERVED_EXTERNAL_ID } from '../domain/registered-device.js';
import { isUsable } from '../domain/sign-in-rules.js';
import { mayPublish, maySubscribe } from '../domain/topic-rights.js';
import type { DeviceConnections } from './device-connections.js';
import type { EnrolDevice } from './enrol-device.js';
import type { RegistrySnapshot } from './registry-snapshot.js';
import { digestOf } from './secrets.js';

export interface RegistryDirectoryParts {
  readonly snapshot: RegistrySnapshot;
  readonly enrolment: EnrolDevice;
  readonly connections: DeviceConnections;
  readonly clock: Clock;
  /** From the server's key file. */
  readonly serverKey: Buffer;
}

/** User name of a device that has no secret yet; its password is a site's enrolment key, its client id its external id. */
const ENROLMENT_USER = RESERVED_EXTERNAL_ID;
/** What is compared where there is nothing to compare with. */
const NO_SECRETS = [{ digestBytes: Buffer.alloc(32), revoked: true, expiresAt: null }];

/** Who may connect and speak for whom, from the registry's snapshot; only a device's first enrolment asks the store. */
export class RegistryDirectory implements DeviceDirectory {
  readonly #parts: RegistryDirectoryParts;

  constructor(parts: RegistryDirectoryParts) {
    this.#parts = parts;
  }

  authenticate({ clientId, username, password }: ConnectRequest): Promise<ConnectDecision> {
    if (!this.#parts.snapshot.ready) {
      return Promise.resolve({ kind: 'unavailable', reason: 'the registry is being read' });
    }
    if (username === undefined || password === undefined) {
      return Promise.resolve({ kind: 'refused', reason: 'user name and password are required' });
    }
    const digest = digestOf(password, this.#parts.serverKey);
    if (username === ENROLMENT_USER) return this.#byEnrolmentKey(digest, clientId);
    return Promise.resolve(this.#bySecret(username, digest));
  }

  mayPublish(sender: DeviceIdentity, topic: DeviceTopic): boolean {
    const speaker = this.#speaker(sender);
    return speaker !== undefined && mayPublish(speaker, topic, this.#finder(sender));
  }

  maySubscribe(sender: DeviceIdentity, filter: string): boolean {
    const speaker = this.#speaker(sender);
    return speaker !== undefined && maySubscribe(speaker, filter, this.#finder(sender));
  }

  connected(identity: DeviceIdentity, connection: number): void {
    this.#parts.connections.connected(identity, connection);
  }

  disconnected(identity: DeviceIdentity, connection: number): void {
    this.#parts.connections.disconnected(identity, connection);
  }

  /** An unknown device takes the same steps as a known one with a wrong password. */
  #bySecret(username: string, digest: Buffer): ConnectDecision {
    const { snapshot, clock } = this.#parts;
    const at = username.indexOf('@');
    const externalId = at < 0 ? username : username.slice(0, at);
    const tenantId = at < 0 ? DEFAULT_TENANT : username.slice(at + 1);
    const device = snapshot.deviceByExternalId(tenantId, externalId);
    const secrets = device === undefined ? [] : snapshot.secrets(device.id);
    const now = clock.now();
    let matches = false;
    for (const secret of secrets.length === 0 ? NO_SECRETS : secrets) {
      if (timingSafeEqual(digest, secret.digestBytes) && isUsable(secret, now)) matches = true;
    }
    if (device === undefined || !matches) return { kind: 'refused', reason: 'unknown device or wrong secret' };
    return device.disabled ? { kind: 'refused', reason: 'the device is disabled' } : accepted(device);
  }

  async #byEnrolmentKey(digest: Buffer, clientId: string): Promise<ConnectDecision> {
    const { snapshot, clock, enrolment } = this.#parts;
    const key = snapshot.enrolmentKey(digest.toString('hex'));
    if (key === undefined || !isUsable(key, clock.now())) {
      return { kind: 'refused', reason: 'unknown, expired or revoked enrolment key' };
    }
    const answer = await enrolment.enrol(key, clientId);
    switch (answer.kind) {
      case 'enrolled':
        return accepted(answer.device);
      case 'refused':
        return answer;
      case 'later':
        return { kind: 'unavailable', reason: answer.reason };
    }
  }

  #speaker({ deviceId }: DeviceIdentity): DeviceV1 | undefined {
    const device = this.#parts.snapshot.device(deviceId);
    return device?.disabled === false ? device : undefined;
  }

  #finder({ tenantId }: DeviceIdentity): (externalId: string) => DeviceV1 | undefined {
    return (externalId) => this.#parts.snapshot.deviceByExternalId(tenantId, externalId);
  }
}

function accepted({ id, tenantId, siteId, externalId }: DeviceV1): ConnectDecision {
  return { kind: 'accepted', identity: { deviceId: id, tenantId, siteId, externalId } };
}
