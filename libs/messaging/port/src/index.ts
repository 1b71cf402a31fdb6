export * from './errors.js';
export * from './message-bus.js';
export * from './topic-declaration.js';
