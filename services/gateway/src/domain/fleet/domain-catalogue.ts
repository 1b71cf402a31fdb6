/** Of a domain pack what the gateway shows. */
export interface CataloguedDomain {
  readonly id: string;
  readonly name: string;
  readonly profiles: readonly { readonly id: string }[];
  readonly hints: readonly ProfileHints[];
}

interface ProfileHints {
  readonly profile: string;
  readonly order: readonly string[];
  readonly bands: readonly Band[];
}

interface Band {
  readonly metric: string;
  readonly from?: number;
  readonly to?: number;
  readonly meaning: string;
  readonly level: 'normal' | 'caution' | 'critical';
}

export interface DomainName {
  readonly domain: string;
  readonly domainName: string;
}

/** Of profiles that no pack brought. */
const OWN: DomainName = { domain: 'own', domainName: 'Own profiles' };

/** Which domain a profile belongs to, and how it is best looked at. */
export class DomainCatalogue {
  readonly #domains: readonly CataloguedDomain[];
  readonly #names = new Map<string, DomainName>();

  constructor(domains: readonly CataloguedDomain[]) {
    this.#domains = domains;
    for (const { id: domain, name: domainName, profiles } of domains) {
      for (const { id } of profiles) this.#names.set(id, { domain, domainName });
    }
  }

  domainOf(profileId: string): DomainName {
    return this.#names.get(profileId) ?? OWN;
  }

  /** How a profile is best looked at; nothing where no pack says. */
  hintsOf(profileId: string): Pick<ProfileHints, 'order' | 'bands'> {
    const hints = this.#domains.flatMap((domain) => domain.hints).find(({ profile }) => profile === profileId);
    return hints ?? { order: [], bands: [] };
  }

  hints(): readonly (ProfileHints & DomainName)[] {
    return this.#domains.flatMap(({ id: domain, name: domainName, hints }) =>
      hints.map((hint) => ({ ...hint, domain, domainName })),
    );
  }
}
