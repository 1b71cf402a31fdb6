export * from './migrate.js';
export * from './pool.js';
export * from './store-error.js';
export * from './transaction.js';
