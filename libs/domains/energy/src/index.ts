export * from './energy.pack.js';
