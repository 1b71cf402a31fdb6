import type { RefusedV1 } from '@fieldline/contracts';
import type { ReceiptGap } from '../domain/applied-receipts.js';

export type { ReceiptGap } from '../domain/applied-receipts.js';

/** The two topics that the ledger counts, each with receipts of its own. */
export type ReceiptStream = 'reading' | 'refused';

/** What was applied of one (device, run, stream). */
export interface AppliedReceipts {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly runId: string;
  readonly stream: ReceiptStream;
  /** The highest number applied. */
  readonly lastN: number;
  /** How many distinct numbers were applied; equals `lastN` when nothing is missing. */
  readonly applied: number;
  readonly gaps: readonly ReceiptGap[];
}

/** Additions to a device's columns of the ledger. Unit: the reading, but for `refusedValues`. */
export interface LedgerCounts {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly expired: number;
  /** Whole readings refused. */
  readonly refused: number;
  /** QoS 0 readings shed while the log was away. */
  readonly shed: number;
  /** Values refused inside accepted readings. */
  readonly refusedValues: number;
  /** Of the accepted readings, those whose clock was not believed. */
  readonly clockUnsynced: number;
  /** Records that the log held twice (same receipt); without effect, and not part of any sum. */
  readonly repeatedRecords: number;
  /** Of the stored and superseding readings, those measured before the newest of the device before them. */
  readonly outOfOrder: number;
  /** Numbers of the device's own count that never came; negative where some came late. */
  readonly missing: number;
  /** Newest readings with another boot than the one before. */
  readonly restarts: number;
  /** Stored readings with the very values of the device's reading stored before. */
  readonly unchanged: number;
}

/** What the writer remembers of a device to recognise readings that carry no trusted time. Opaque to the store. */
export interface RecentReadings {
  readonly deviceId: string;
  readonly json: string;
}

/** What the writer remembers of a device to count order, gaps, restarts and repeated values. Opaque to the store. */
export interface StoredCourse {
  readonly deviceId: string;
  readonly json: string;
}

/** A reading that the store can never take, put aside by the writer itself. */
export interface DeadLetter {
  readonly offset: number;
  readonly tenantId: string;
  readonly refused: RefusedV1;
}

export interface LedgerCommit {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** From {@link LedgerStore.assign}; another epoch in the store means another member took over. */
  readonly epoch: number;
  /** The offset after the last record of this batch. */
  readonly nextOffset: number;
  readonly receipts: readonly AppliedReceipts[];
  readonly counts: readonly LedgerCounts[];
  readonly recent: readonly RecentReadings[];
  /** Each of a device that has counts in this commit. */
  readonly courses: readonly StoredCourse[];
  readonly deadLetters: readonly DeadLetter[];
}

export interface PartitionClaim {
  readonly epoch: number;
  /** Where to go on; 0 at first. */
  readonly nextOffset: number;
}

export interface HeldPartition {
  readonly partition: number;
  readonly epoch: number;
}

export interface DeviceLedgerState {
  readonly receipts: readonly AppliedReceipts[];
  readonly recent: readonly RecentReadings[];
  /** For the stream of readings alone. */
  readonly courses: readonly StoredCourse[];
}

/** What dead letters of one device took that are gone, in bytes with what a row costs. */
export interface FreedLetters {
  readonly deviceId: string;
  readonly siteId: string;
  readonly count: number;
  readonly bytes: number;
}

/** The writer's offset, receipts and counters: one transaction a batch. */
export interface LedgerStore {
  /** Takes a partition over: raises its epoch, so that any earlier holder's commit fails. */
  assign(group: string, topic: string, partition: number): Promise<PartitionClaim>;
  /** How far a claim has come, for a holder whose last commit failed without saying whether it took effect. Rejects with {@link FencedError} or retriably. */
  resume(group: string, topic: string, claim: HeldPartition): Promise<PartitionClaim>;
  /** What was applied so far for these devices, of one stream. */
  load(deviceIds: readonly string[], stream: ReceiptStream): Promise<DeviceLedgerState>;
  /** What the dead letters of these devices and sites take now, in bytes by id; those without any may be absent. */
  deadLetterBytes(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Takes up to `limit` dead letters away that arrived before `before` (ms since 1970), oldest first; they stay counted with
   * what is beyond the quota. Says what became free, by device and site.
   */
  expireDeadLetters(before: number, limit: number): Promise<readonly FreedLetters[]>;
  /** All or nothing. Rejects with {@link FencedError} when the epoch is not the store's, or retriably. */
  commit(change: LedgerCommit): Promise<void>;
}

/** Another member took the partition over; this one's work is without effect and it must stop. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

export const LEDGER_STORE = Symbol('LedgerStore');
