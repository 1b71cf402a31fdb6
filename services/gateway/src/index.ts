export * from './domain/snippets/snippet.js';
export * from './domain/snippets/snippets.js';
export * from './access/access.hook.js';
export * from './access/host-rule.js';
export * from './access/install-access.js';
export * from './app/admin-account.js';
export * from './app/identity.js';
