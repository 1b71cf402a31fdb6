import type { Migrations } from '@fieldline/relational';

/** Schema `identity`; to be applied before the stores of this service are used. */
export const IDENTITY_MIGRATIONS: Migrations = {
  schema: 'identity',
  folder: new URL('../../migrations/', import.meta.url),
};
