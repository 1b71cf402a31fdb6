import type { Migrations } from '@fieldline/relational';

/** Schema `readings`; to be applied before the store is used. */
export const READING_MIGRATIONS: Migrations = {
  schema: 'readings',
  folder: new URL('../migrations/', import.meta.url),
};
