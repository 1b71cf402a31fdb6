export * from './app/identity.js';
export * from './domain/snippets/snippet.js';
export * from './domain/snippets/snippets.js';
export * from './ports/device-address.js';
