export * from './bus-pattern.js';
export * from './bus-transport.js';
export * from './keep-error.filter.js';
