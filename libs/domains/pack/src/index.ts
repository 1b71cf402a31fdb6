export * from './domain-pack.js';
export * from './profile-hints.js';
export * from './replay/recognise.js';
export * from './replay/replay-mapping.js';
export * from './replay/replay-reading.js';
export * from './replay/replay-time.js';
export * from './simulation/sample-fleet.js';
export * from './simulation/world.js';
