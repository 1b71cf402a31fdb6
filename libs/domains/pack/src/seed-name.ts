/** What a name of one of the systems that Fieldline can be became here. */
export interface SeedName {
  /** Row of the requirement, such as `V1`. */
  readonly row: string;
  /** As that system calls it. */
  readonly seed: string;
  /** `profile.metric`, or what else holds it now, such as `site` or `device.externalId`. */
  readonly became: string;
  /** What is more than a name: another unit, sign, or kind. */
  readonly change?: string;
}

/** A row of the table of names; without `change` only the name is new. */
export function seedName(row: string, seed: string, became: string, change?: string): SeedName {
  return { row, seed, became, ...(change === undefined ? {} : { change }) };
}
