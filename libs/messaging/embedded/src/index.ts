export type { DamagedRange } from './damage.js';
export * from './disk.js';
export * from './embedded-message-bus.js';
export * from './limits.js';
export * from './node-disk.js';
export type { EmbeddedMessageBusOptions } from './open-log.js';
export { partitionOfKey } from './partition-of-key.js';
