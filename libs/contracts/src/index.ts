export * from './envelope.js';
export * from './mqtt/topic-grammar.js';
export * from './registry/registry.v1.js';
export * from './telemetry/reading.v1.js';
export * from './telemetry/refused.v1.js';
