import { z } from 'zod';
import type { DeviceLedger } from '../control/local-server.js';

const counts = z.number().int();

/** A device's ledger, or the growth of one. */
export const ledgerSchema = z.object({
  received: counts,
  stored: counts,
  duplicate: counts,
  superseded: counts,
  expired: counts,
  refused: counts,
  refusedValues: counts,
  shed: counts,
  clockUnsynced: counts,
  outOfOrder: counts,
  /** Falls when numbers come late. */
  missing: counts,
  restarts: counts,
  unchanged: counts,
});

/** Refused messages and values by rule. */
export const refusalsSchema = z.record(z.string(), counts);

const deviceReplaySchema = ledgerSchema.extend({
  device: z.string(),
  /** Readings of the recording, each counted once. */
  sent: counts,
  /** Of them, those the server has in its log. */
  acknowledged: counts,
  /** Readings that reached the log once more, for an interruption left open whether they had; they are duplicates. */
  sentAgain: counts,
  /** Why messages and values were refused. */
  refusals: refusalsSchema,
});

const unusableSchema = z.object({
  fault: z.enum(['form', 'columns', 'time', 'device', 'size']),
  rows: counts,
  /** The first few. */
  examples: z.array(z.object({ line: counts, why: z.string() })).readonly(),
});

/** Rows that cannot be sent, of one kind. */
export type UnusableRows = Readonly<z.infer<typeof unusableSchema>>;

/** What the rows of a recording are; each is one of these. */
const rowsSchema = z.object({
  /** All rows of data: readings, and those of the following kinds. */
  rowsRead: counts,
  /** Declared not to be replayed, or only the clock. */
  rowsIgnored: counts,
  /** All their values are missing. */
  rowsWithoutValue: counts,
  /** Malformed or unsendable, for the reasons in `unusable`. */
  rowsUnusable: counts,
  unusable: z.array(unusableSchema).readonly(),
  /** Values the file declares missing; they are absent from the readings. */
  valuesMissing: counts,
});

export type RowCounts = Readonly<z.infer<typeof rowsSchema>>;

export const replayResultSchema = rowsSchema.extend({
  file: z.string(),
  /** Id of the mapping. */
  mapping: z.string(),
  devices: z.array(deviceReplaySchema).readonly(),
  /** Of all starts together. */
  seconds: z.number(),
  /** The last row of an interrupted start, where it went on from there. */
  resumedAfterRow: counts.optional(),
});

/** What one device's part of a recording came to; the counts are the growth of the device's ledger meanwhile. */
export type DeviceReplay = Readonly<z.infer<typeof deviceReplaySchema>>;

/** What the replay of one recording came to, also where it took several starts. */
export type ReplayResult = Readonly<z.infer<typeof replayResultSchema>>;

/** How far a replay came that failed; what the ledger says is absent where the server did not answer. */
export type ReplaySoFar = RowCounts & Pick<DeviceReplay, 'sent' | 'acknowledged'> & { readonly growth?: DeviceLedger };

/** Counts of one or several devices or recordings together. */
export type ReplayTotals = Omit<DeviceReplay, 'device' | 'refusals'>;

const LEDGER_COLUMNS = ledgerSchema.keyof().options;
const TOTALS = ['sent', 'acknowledged', 'sentAgain', ...LEDGER_COLUMNS] as const;

export function sumTotals(parts: readonly ReplayTotals[]): ReplayTotals {
  return byColumn(TOTALS, (column) => parts.reduce((total, part) => total + part[column], 0));
}

export function sumGrowth(parts: readonly DeviceLedger[]): DeviceLedger {
  return byColumn(LEDGER_COLUMNS, (column) => parts.reduce((total, part) => total + part[column], 0));
}

export function ledgerGrowth(before: DeviceLedger, after: DeviceLedger): DeviceLedger {
  return byColumn(LEDGER_COLUMNS, (column) => after[column] - before[column]);
}

function byColumn<C extends string>(columns: readonly C[], count: (column: C) => number): Record<C, number> {
  return Object.fromEntries(columns.map((column) => [column, count(column)])) as Record<C, number>;
}
