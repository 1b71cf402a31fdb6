export * from './hot-store.js';
