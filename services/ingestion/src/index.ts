export * from './ports/ledger-store.js';
export * from './app/ingest-readings.js';
export * from './app/write-readings.js';
export * from './app/write-refusals.js';
export * from './app/device-contexts.js';
export { WRITER_GROUP } from './app/ledger-session.js';
export * from './domain/dead-letter-quota.js';
export * from './app/keep-latest.js';
export * from './consumers/writer.consumer.js';
