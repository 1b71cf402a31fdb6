export * from './back-off.js';
export * from './dead-letter.js';
export * from './errors.js';
export * from './message-bus.js';
export * from './out-of-range.js';
export * from './partition-consumer.js';
export * from './partition-source.js';
export * from './topic-declaration.js';
