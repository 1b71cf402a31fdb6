export * from './lifetime.js';
export * from './reading-store.js';
