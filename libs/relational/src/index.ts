export * from './late-pool.js';
export * from './migrate.js';
export * from './pool.js';
export * from './pool-source.js';
export * from './store-error.js';
export * from './transaction.js';
export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/embedded-postgres.js';
export * from './range-partitions.js';
