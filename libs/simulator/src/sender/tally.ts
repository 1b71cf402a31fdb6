import type { LedgerColumn, MessageFaultId, MessageFault } from '../faults/fault-list.js';

/** What one device sent. */
export interface Tally {
  /** All, whatever they hold. */
  messages: number;
  /** Readings that the server did not have. */
  stored: number;
  /** Of these, those whose values are all equal to those of the one stored before. */
  unchanged: number;
  /** Messages gone wrong on purpose, by fault. */
  readonly faults: Map<MessageFaultId, number>;
}

export function newTally(): Tally {
  return { messages: 0, stored: 0, unchanged: 0, faults: new Map() };
}

/** What has to stand in the device's ledger: each fault in its column, and nothing else. */
export function expectedLedger(tally: Tally, faults: readonly MessageFault[]): Readonly<Record<string, number>> {
  const columns: Record<LedgerColumn | 'received' | 'stored' | 'superseded' | 'expired' | 'shed', number> = {
    received: tally.messages,
    stored: tally.stored,
    superseded: 0,
    expired: 0,
    shed: 0,
    duplicate: 0,
    outOfOrder: 0,
    missing: 0,
    restarts: 0,
    clockUnsynced: 0,
    refusedValues: 0,
    refused: 0,
    unchanged: 0,
  };
  for (const { id, column } of faults) columns[column] += tally.faults.get(id as MessageFaultId) ?? 0;
  // stuck readings and those that happen to be equal
  columns.unchanged = tally.unchanged;
  return columns;
}
