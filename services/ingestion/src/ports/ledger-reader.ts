import type { ReceiptGap, ReceiptStream } from './ledger-store.js';
import type { Page, PageRequest } from './page.js';

/** What became of all that a device sent, as far as the writer has come. Unit: the reading, but for `refusedValues`. */
export interface DeviceLedger {
  /** The sum of stored, duplicate, superseded, expired, refused and shed. */
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly expired: number;
  readonly refused: number;
  readonly refusedValues: number;
  readonly shed: number;
  readonly clockUnsynced: number;
  /** Of the stored and superseding readings, those measured before the newest of the device before them. */
  readonly outOfOrder: number;
  /** Numbers between the first and the last `seq` of each boot that came in no accepted reading (yet). */
  readonly missing: number;
  /** How often a newest reading had another boot than the one before. */
  readonly restarts: number;
  /** Stored readings with the very values of the device's reading stored before. */
  readonly unchanged: number;
}

/** What was applied of what one run of the process recorded of a device. */
export interface ReceiptsOfRun {
  readonly runId: string;
  readonly stream: ReceiptStream;
  /** The highest number applied. */
  readonly last: number;
  /** How many numbers were applied; equals `last` where nothing is missing. */
  readonly applied: number;
  readonly gaps: readonly ReceiptGap[];
}

export interface LedgerReader {
  /** All zero for a device that never sent anything. Rejects with RetriableError while the store is away. */
  deviceLedger(tenantId: string, deviceId: string): Promise<DeviceLedger>;
  /** By run, the newest first, then by stream. */
  receipts(tenantId: string, deviceId: string, page: PageRequest): Promise<Page<ReceiptsOfRun>>;
}

export const LEDGER_READER = Symbol('LedgerReader');

/** The ledger of a device that never sent anything. */
export const NO_READINGS: DeviceLedger = {
  received: 0,
  stored: 0,
  duplicate: 0,
  superseded: 0,
  expired: 0,
  refused: 0,
  refusedValues: 0,
  shed: 0,
  clockUnsynced: 0,
  outOfOrder: 0,
  missing: 0,
  restarts: 0,
  unchanged: 0,
};
