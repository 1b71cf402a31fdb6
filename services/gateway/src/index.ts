export * from './domain/snippets/snippet.js';
export * from './domain/snippets/snippets.js';
