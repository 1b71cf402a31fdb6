export { PostgresReadingStore, type PostgresReadingStoreOptions } from './postgres-reading-store.js';
export { READING_MIGRATIONS } from './reading-migrations.js';
