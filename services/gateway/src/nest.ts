export * from './gateway.module.js';
export * from './prepare-gateway.js';
