import { describeLedgerStoreContract } from '@fieldline/ingestion/contract';
import { MemoryLedgerStore } from './memory-ledger-store.js';

describeLedgerStoreContract('MemoryLedgerStore', () => {
  const store = new MemoryLedgerStore();
  return Promise.resolve({ store, reopen: () => store, close: () => Promise.resolve() });
});
