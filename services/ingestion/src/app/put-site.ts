import type { SiteV1 } from '@fieldline/contracts';
import { ulid, type Clock, type Random } from '@fieldline/platform';
import type { Change, RegistryStore } from '../ports/registry-store.js';
import { checkedCurrency, checkedTimeZone } from './checked-site.js';
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
    const { lifetime = null } = request;
    const timeZone = checkedTimeZone(request.timeZone);
    const currency = checkedCurrency(request.currency);
    const { store, changes, clock, random } = this.#parts;
    const site: SiteV1 = { id: ulid(clock, random), tenantId, name, timeZone, currency, lifetime };
    return changes.apply(
      (stamp) => store.putSite(site, stamp),
      ({ outcome }) => outcome !== 'unchanged',
    );
  }
}
