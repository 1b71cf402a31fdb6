export * from './identity-migrations.js';
export * from './pool-source.js';
export * from './postgres-identity-stores.js';
