import type { ProfileV1 } from '@fieldline/contracts';
import { InvalidRequestError, NotFoundError, type Clock, type RequestFault } from '@fieldline/platform';
import { checkReading } from '../domain/check-reading.js';
import { ProfileCheck } from '../domain/check-values.js';
import { pathConflict } from '../domain/profile-paths.js';
import { ReadingIdentity } from '../domain/reading-identity.js';
import type { RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import type { RegistryView } from './device-contexts.js';
import { readingsOf } from './readings-of.js';
import { trialOf, type PayloadTrial } from './try-payload-trial.js';

export interface TryPayloadParts {
  readonly registry: RegistryView;
  readonly store: Pick<RegistryStore, 'profile'>;
  readonly clock: Clock;
}

/** One of `device`, `draft` and `profile`; a version goes with a profile. */
export interface TrialRequest {
  readonly device?: string | undefined;
  readonly draft?: Pick<ProfileV1, 'metrics'> | undefined;
  readonly profile?: string | undefined;
  /** The newest where undefined. */
  readonly version?: number | undefined;
  readonly payload: string;
}

interface Against {
  readonly check: ProfileCheck;
  readonly keepsHistory: boolean;
}

const DRAFT = { id: 'the draft', version: 1 };

/** What a payload would become if it came now; nothing is stored. The check is that of what devices send. */
export class TryPayload {
  readonly #parts: TryPayloadParts;

  constructor(parts: TryPayloadParts) {
    this.#parts = parts;
  }

  /** Rejects with InvalidRequestError, and with NotFoundError where there is no such device or profile. */
  async try(viewer: Viewer, request: TrialRequest): Promise<PayloadTrial> {
    const { check, keepsHistory } = await this.#against(viewer, request);
    const identity = new ReadingIdentity();
    const checked = readingsOf(Buffer.from(request.payload)).map((one) => checkReading(one, check, identity));
    return trialOf(checked, { receivedAt: this.#parts.clock.now(), keepsHistory });
  }

  async #against(viewer: Viewer, { device, draft, profile, version }: TrialRequest): Promise<Against> {
    const given = [device, draft, profile].filter((one) => one !== undefined).length;
    if (given !== 1) throw invalid('body', 'one of `device`, `draft` and `profile` is needed, and no more');
    if (version !== undefined && profile === undefined) throw invalid('body.version', 'goes with `profile` alone');
    if (device !== undefined) return this.#ofDevice(viewer, device);
    if (draft !== undefined) return ofDraft(draft);
    const found = await this.#parts.store.profile(viewer.tenantId, profile as string, version);
    if (found !== undefined) return { check: new ProfileCheck(found), keepsHistory: false };
    throw new NotFoundError(`there is no profile '${profile}'${version === undefined ? '' : ` of version ${version}`}`);
  }

  #ofDevice(viewer: Viewer, externalId: string): Against {
    const { registry } = this.#parts;
    const device = registry.deviceByExternalId(viewer.tenantId, externalId);
    const site = device && registry.site(device.siteId);
    const profile = device && registry.profile(device.tenantId, device.profile.id, device.profile.version);
    if (site === undefined || profile === undefined || !seesSite(viewer, site.id)) {
      throw new NotFoundError(`there is no device '${externalId}'`);
    }
    return { check: new ProfileCheck(profile), keepsHistory: site.lifetime === 'history' };
  }
}

function ofDraft({ metrics }: Pick<ProfileV1, 'metrics'>): Against {
  const conflict = pathConflict(metrics);
  if (conflict !== undefined) throw invalid('body.draft.metrics', conflict);
  return { check: new ProfileCheck({ ...DRAFT, metrics }), keepsHistory: false };
}

function invalid(at: string, message: string): InvalidRequestError {
  const faults: readonly RequestFault[] = [{ at, message }];
  return new InvalidRequestError(`${at}: ${message}`, { faults });
}
