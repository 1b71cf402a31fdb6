export { PostgresDeadLetterStore } from './postgres-dead-letter-store.js';
export * from './postgres-device-configuration-store.js';
export * from './postgres-ledger-store.js';
export * from './postgres-registry-store.js';
export * from './postgres-replay-job-store.js';
export * from './postgres-run-log.js';
export * from './registry-migrations.js';
export * from './server-key.js';
