export * from './lifetime.js';
export * from './page-cursor.js';
export * from './reading-store.js';
export * from './reduce-series.js';
export * from './resolve-collision.js';
export * from './storable-values.js';
export * from './stored-reading.js';
