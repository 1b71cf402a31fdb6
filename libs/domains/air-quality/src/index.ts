export * from './air-quality.pack.js';
