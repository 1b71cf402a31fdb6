import { externalIdSchema, type CredentialV1, type DeviceV1 } from '@fieldline/contracts';
import { isRetriable, ulid, type Clock, type Logger, type Random } from '@fieldline/platform';
import { ENROLMENT_LIMITS, EnrolmentPace, type EnrolmentLimits } from '../domain/enrolment-limits.js';
import { newDevice, RESERVED_EXTERNAL_ID } from '../domain/registered-device.js';
import { enrolmentRefusal } from '../domain/sign-in-rules.js';
import type { Enrolment, RegistryStore } from '../ports/registry-store.js';
import type { RegistryChanges } from './registry-changes.js';
import type { RegistrySnapshot } from './registry-snapshot.js';

export interface EnrolDeviceParts {
  readonly store: RegistryStore;
  readonly snapshot: RegistrySnapshot;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Registrations under way at once; more are told to come again. 16 unless given. */
  readonly concurrency?: number;
  readonly limits?: EnrolmentLimits;
}

/** What became of new devices that came with a usable key, since the start of the process. */
export interface EnrolmentCounts {
  registered: number;
  /** The key has registered all it may. */
  keyFull: number;
  /** The key registers faster than it may. */
  tooFast: number;
}

/** `later`: cannot be decided now; the device should come again. */
export type EnrolmentAnswer =
  | { readonly kind: 'enrolled'; readonly device: DeviceV1 }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string };

const CONCURRENCY = 16;
const TOLD_EVERY_MS = 60_000;

/** Lets a device in by an enrolment key: one that the key registered before, or a new one, which it registers. */
export class EnrolDevice {
  readonly #parts: EnrolDeviceParts;
  readonly #concurrency: number;
  readonly #underWay = new Map<string, Promise<EnrolmentAnswer>>();
  readonly #pace: EnrolmentPace;
  readonly #told = new Map<string, number>();
  readonly counts: EnrolmentCounts = { registered: 0, keyFull: 0, tooFast: 0 };

  constructor(parts: EnrolDeviceParts) {
    this.#parts = parts;
    this.#concurrency = parts.concurrency ?? CONCURRENCY;
    this.#pace = new EnrolmentPace(parts.limits ?? ENROLMENT_LIMITS);
  }

  /** The key must be usable. A device is registered for good, and known to this process, before it is let in. */
  async enrol(key: CredentialV1, externalId: string): Promise<EnrolmentAnswer> {
    if (!externalIdSchema.safeParse(externalId).success || externalId === RESERVED_EXTERNAL_ID) {
      return { kind: 'refused', reason: 'the client id cannot be a device’s external id' };
    }
    const { snapshot } = this.#parts;
    const known = snapshot.deviceByExternalId(key.tenantId, externalId);
    if (known !== undefined) return answer(key, known, snapshot.secrets(known.id).length > 0);
    return this.#registerOnce(key, externalId);
  }

  /** A device that comes over many connections at once is registered once. */
  #registerOnce(key: CredentialV1, externalId: string): Promise<EnrolmentAnswer> {
    const name = `${key.id} ${externalId}`;
    const same = this.#underWay.get(name);
    if (same !== undefined) return same;
    if (this.#underWay.size >= this.#concurrency) {
      return Promise.resolve({ kind: 'later', reason: 'too many devices register at once' });
    }
    const limit = this.#limited(key);
    if (limit !== undefined) return Promise.resolve(limit);
    const registering = this.#register(key, externalId).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, registering);
    return registering;
  }

  /** Why the key may register no device now; undefined when it may. */
  #limited(key: CredentialV1): EnrolmentAnswer | undefined {
    const { snapshot, clock } = this.#parts;
    const { devicesPerKey, perSecond } = this.#pace.limits;
    // never more than the store has; what it has and the log has not yet is counted there
    const registered = snapshot.enrolledBy(key.id);
    if (registered >= devicesPerKey) return this.#full(key, registered);
    // those under way may all come through
    const underWay = [...this.#underWay.keys()].filter((name) => name.startsWith(`${key.id} `)).length;
    if (registered + underWay >= devicesPerKey) return { kind: 'later', reason: 'the enrolment key is nearly used up' };
    if (this.#pace.take(key.id, clock.monotonic())) return undefined;
    this.counts.tooFast += 1;
    const reason = `the enrolment key registers more than ${perSecond} new devices a second; they are told to come again`;
    this.#tell(key, reason);
    return { kind: 'later', reason };
  }

  #full(key: CredentialV1, registered: number): EnrolmentAnswer {
    this.counts.keyFull += 1;
    const reason = `the enrolment key has registered ${registered} devices, the most it may; make another key`;
    this.#tell(key, reason);
    return { kind: 'refused', reason };
  }

  /** Devices come again and again, the operator needs to hear it once a minute. */
  #tell({ id, siteId }: CredentialV1, problem: string): void {
    const { clock, logger } = this.#parts;
    const now = clock.monotonic();
    if (now - (this.#told.get(id) ?? -Infinity) < TOLD_EVERY_MS) return;
    this.#told.set(id, now);
    logger.warn({ enrolmentKey: id, siteId }, problem);
  }

  async #register(key: CredentialV1, externalId: string): Promise<EnrolmentAnswer> {
    const { store, changes, snapshot, clock, random, logger } = this.#parts;
    const { id: enrolledBy, tenantId, siteId, profile } = key;
    if (profile === null) return { kind: 'refused', reason: 'the enrolment key names no profile' };
    const wanted = newDevice({ id: ulid(clock, random), tenantId, externalId, enrolledBy }, { siteId, profile });
    let enrolment: Enrolment;
    try {
      enrolment = await changes.apply(
        (stamp) => store.enrolDevice(wanted, this.#pace.limits.devicesPerKey, stamp),
        ({ created }) => created,
      );
    } catch (error) {
      logger[isRetriable(error) ? 'warn' : 'error']({ err: error, externalId }, 'a device could not be registered');
      return { kind: 'later', reason: 'the registry cannot register devices now' };
    }
    if (enrolment.device === undefined) return this.#full(key, enrolment.registered);
    const { device, hasOwnSecret } = enrolment;
    if (enrolment.created) {
      this.counts.registered += 1;
      const { id: deviceId } = device;
      logger.info({ tenantId, siteId, deviceId, externalId, enrolmentKey: enrolledBy }, 'a device enrolled itself');
    }
    const decided = answer(key, device, hasOwnSecret);
    if (decided.kind === 'enrolled' && snapshot.device(device.id) === undefined) {
      return { kind: 'later', reason: 'the registration has not come through yet' };
    }
    return decided;
  }
}

function answer(key: CredentialV1, device: DeviceV1, hasOwnSecret: boolean): EnrolmentAnswer {
  const reason = enrolmentRefusal(key, device, hasOwnSecret);
  return reason === undefined ? { kind: 'enrolled', device } : { kind: 'refused', reason };
}
