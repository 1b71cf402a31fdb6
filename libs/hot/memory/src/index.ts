export { MemoryHotStore, type MemoryHotStoreOptions } from './memory-hot-store.js';
