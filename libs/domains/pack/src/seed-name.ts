import type { SeedName } from './domain-pack.js';

/** A row of the table of names; without `change` only the name is new. */
export function seedName(row: string, seed: string, became: string, change?: string): SeedName {
  return { row, seed, became, ...(change === undefined ? {} : { change }) };
}
