export * from './http-upstream.js';
export * from './identity-migrations.js';
export * from './postgres-identity-stores.js';
