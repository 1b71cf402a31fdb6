export * from './caller.js';
export * from './etag.js';
export * from './identity.js';
export * from './identity.guard.js';
export * from './input.decorator.js';
export * from './problem.js';
export * from './problem.filter.js';
export * from './route.decorator.js';
