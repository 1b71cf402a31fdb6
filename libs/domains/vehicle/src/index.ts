export * from './vehicle.pack.js';
