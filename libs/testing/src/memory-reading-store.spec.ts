import { describeReadingStoreContract } from '@fieldline/readings/contract';
import { MemoryReadingStore } from './memory-reading-store.js';

describeReadingStoreContract('in memory', (clock) => {
  const store = new MemoryReadingStore({ clock });
  return Promise.resolve({ store, reopen: () => Promise.resolve(store), close: () => Promise.resolve() });
});
