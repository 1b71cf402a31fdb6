export * from './boiler.pack.js';
