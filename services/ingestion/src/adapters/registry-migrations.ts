import type { Migrations } from '@fieldline/relational';

/** Schema `registry`; to be applied before the stores of this service are used. */
export const REGISTRY_MIGRATIONS: Migrations = {
  schema: 'registry',
  folder: new URL('../../migrations/', import.meta.url),
};
