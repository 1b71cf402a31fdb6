export * from './domain-pack.js';
