import type { SiteV1 } from '@fieldline/contracts';
import { type Clock, InvalidRequestError, type Random, ulid } from '@fieldline/platform';
import { isCurrency } from '../domain/currency.js';
import { parseTimeZone } from '../domain/time-zone.js';
import type { Change, RegistryStore } from '../ports/registry-store.js';
import type { RegistryChanges } from './registry-changes.js';

export interface PutSiteParts {
  readonly store: RegistryStore;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SiteRequest {
  /** IANA. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Left out: raw values live as long as each profile says. */
  readonly lifetime?: 'history' | undefined;
}

/** Creates a site, or changes the one of this name. */
export class PutSite {
  readonly #parts: PutSiteParts;

  constructor(parts: PutSiteParts) {
    this.#parts = parts;
  }

  /** Rejects with InvalidRequestError. */
  async put(tenantId: string, name: string, request: SiteRequest): Promise<Change<SiteV1>> {
    const timeZone = parseTimeZone(request.timeZone);
    if (timeZone === undefined) {
      throw new InvalidRequestError(`timeZone: '${request.timeZone}' is no IANA time zone, such as Europe/Berlin`);
    }
    const { currency, lifetime = null } = request;
    if (!isCurrency(currency))
      throw new InvalidRequestError(`currency: '${currency}' is no ISO 4217 code, such as EUR`);
    const { store, changes, clock, random } = this.#parts;
    const site: SiteV1 = { id: ulid(clock, random), tenantId, name, timeZone, currency, lifetime };
    return changes.apply(
      (stamp) => store.putSite(site, stamp),
      ({ outcome }) => outcome !== 'unchanged',
    );
  }
}
