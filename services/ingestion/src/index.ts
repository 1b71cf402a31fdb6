export * from './ports/ledger-store.js';
