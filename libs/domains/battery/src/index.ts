export * from './battery.pack.js';
