export * from './all-packs.js';
