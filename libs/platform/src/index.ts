export * from './clock.js';
export * from './errors.js';
export * from './health.js';
export * from './logger.js';
export * from './metrics.js';
export * from './random.js';
export * from './system-clock.js';
export * from './system-random.js';
