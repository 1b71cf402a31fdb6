import { siteV1, type SiteV1 } from '@fieldline/contracts';
import { ConflictError, ForbiddenError, NotFoundError, ulid, type Clock, type Random } from '@fieldline/platform';
import type { Page, PageRequest } from '../ports/page.js';
import type { RegistryStore } from '../ports/registry-store.js';
import { NameTakenError, SiteInUseError, type SiteFilter, type SiteView } from '../ports/site-store.js';
import type { Viewer } from '../ports/viewer.js';
import { checkedCurrency, checkedTimeZone } from './checked-site.js';
import type { RegistryChanges } from './registry-changes.js';

export interface ManageSitesParts {
  readonly store: Pick<RegistryStore, 'sites'>;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
}

type SiteFields = Pick<SiteV1, 'name' | 'timeZone' | 'currency' | 'lifetime'>;
type SitePatch = { readonly [K in keyof SiteFields]?: SiteFields[K] | undefined };

/** Sites as one viewer sees them. What they do not see is NotFoundError. */
export class ManageSites {
  readonly #parts: ManageSitesParts;

  constructor(parts: ManageSitesParts) {
    this.#parts = parts;
  }

  list(viewer: Viewer, filter: SiteFilter, page: PageRequest): Promise<Page<SiteView>> {
    return this.#parts.store.sites.list(viewer, filter, page);
  }

  async site(viewer: Viewer, id: string): Promise<SiteView> {
    return (await this.#parts.store.sites.site(viewer, id)) ?? missing(id);
  }

  /** Rejects with InvalidRequestError, with ConflictError where the name is taken, and with ForbiddenError for who sees only some sites. */
  async create(viewer: Viewer, fields: SiteFields): Promise<SiteView> {
    if (viewer.sites !== null) throw new ForbiddenError('a new site needs somebody who may see all sites');
    const { store, changes, clock, random } = this.#parts;
    const timeZone = checkedTimeZone(fields.timeZone);
    const currency = checkedCurrency(fields.currency);
    const id = ulid(clock, random);
    const site: SiteV1 = { ...fields, id, tenantId: viewer.tenantId, timeZone, currency };
    await changes
      .apply(
        (stamps) => store.sites.create(site, stamps),
        () => true,
      )
      .catch(toConflict(fields.name));
    return this.site(viewer, id);
  }

  /** `check` sees it as it now is, in the transaction of the change. Rejects as `create` does, and with what `check` throws. */
  async change(viewer: Viewer, id: string, patch: SitePatch, check: (current: SiteView) => void): Promise<SiteView> {
    const { store, changes } = this.#parts;
    const checked: SitePatch = {
      ...patch,
      ...(patch.timeZone === undefined ? {} : { timeZone: checkedTimeZone(patch.timeZone) }),
      ...(patch.currency === undefined ? {} : { currency: checkedCurrency(patch.currency) }),
    };
    const given = Object.fromEntries(Object.entries(checked).filter(([, value]) => value !== undefined));
    const change = (current: SiteView): SiteV1 => {
      check(current);
      return { ...current, ...given };
    };
    const changed = await changes
      .apply(
        (stamps) => store.sites.change(viewer, id, change, stamps),
        (result) => result?.outcome === 'updated',
      )
      .catch(toConflict(patch.name));
    if (changed === undefined) return missing(id);
    return this.site(viewer, id);
  }

  /** Rejects with ConflictError while it has devices, and with what `check` throws. */
  async remove(viewer: Viewer, id: string, check: (current: SiteView) => void): Promise<void> {
    const { store, changes } = this.#parts;
    const gone = await changes
      .remove(
        { topic: siteV1.topic, key: id },
        (stamps) => store.sites.remove(viewer, id, check, stamps),
        (wasThere) => wasThere,
      )
      .catch(toConflict());
    if (!gone) missing(id);
  }
}

function missing(id: string): never {
  throw new NotFoundError(`there is no site ${id}`);
}

function toConflict(name?: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof NameTakenError) {
      throw new ConflictError(`name: there is a site '${name ?? ''}' already; choose another name`, { cause: error });
    }
    if (error instanceof SiteInUseError) {
      const right = 'move them to another site, or delete them first';
      throw new ConflictError(`the site still has ${error.devices} devices; ${right}`, { cause: error });
    }
    throw error;
  };
}
