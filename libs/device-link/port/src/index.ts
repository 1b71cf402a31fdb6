export * from './device-directory.js';
export * from './device-link.js';
