export * from './memory-reading-store.js';
