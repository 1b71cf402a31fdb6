import path from 'node:path';
import { formatNumber, printColumns } from '../shell/column-printer.js';
import type { FailedRecording } from './replay-lanes.js';
import type { SkippedFile } from './find-recordings.js';
import { sumTotals, type ReplayResult, type ReplayTotals, type RowCounts } from './replay-result.js';

export interface ReplayReport {
  readonly results: readonly ReplayResult[];
  readonly failed: readonly FailedRecording[];
  readonly skipped: readonly SkippedFile[];
  /** Of this start. */
  readonly seconds: number;
}

type Counts = Omit<RowCounts, 'unusable'>;

interface Row extends Counts {
  readonly name: string;
  readonly totals: ReplayTotals;
}

/** The table at the end, and beneath it what a number alone does not say. Paths are shown as seen from `folder`. */
export function describeReplay({ results, failed, skipped, seconds }: ReplayReport, folder: string): string {
  const rows = results.map((result): Row => ({
    ...result,
    name: path.basename(result.file),
    totals: sumTotals(result.devices),
  }));
  const unfinished = failed.map(
    ({ recording }) => `${path.basename(recording.file)} was not sent to its end; the same command goes on.`,
  );
  return [
    ...(rows.length === 0
      ? ['No recording was replayed.']
      : [table(rows.length === 1 ? rows : [...rows, sumOf(rows)]), '', summary(rows, seconds)]),
    ...results.flatMap(notes),
    ...unfinished,
    ...describeSkipped(skipped, folder),
  ].join('\n');
}

export function replayJson({ results, failed, skipped, seconds }: ReplayReport): unknown {
  return {
    recordings: results.map(({ devices, ...result }) => ({ ...result, ...sumTotals(devices), devices })),
    failed: failed.map(({ recording, error }) => ({ file: recording.file, error: error.message })),
    skipped,
    seconds,
  };
}

function describeSkipped(skipped: readonly SkippedFile[], folder: string): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, reason } of skipped) {
    const shown = path.relative(folder, file);
    byReason.set(reason, [...(byReason.get(reason) ?? []), shown.startsWith('../..') ? file : shown]);
  }
  return [...byReason].flatMap(([reason, files]) => [
    '',
    `Not replayed, for ${reason}:`,
    ...files.map((file) => `  ${file}`),
  ]);
}

function table(rows: readonly Row[]): string {
  const count = (title: string, of: (row: Row) => number) =>
    ({ title, text: (row: Row) => formatNumber(of(row)), align: 'right' }) as const;
  return printColumns(
    [
      { title: 'recording', text: ({ name }) => name },
      count('rows', (row) => row.rowsRead),
      count('ignored', (row) => row.rowsIgnored),
      count('no value', (row) => row.rowsWithoutValue),
      count('unusable', (row) => row.rowsUnusable),
      count('sent', (row) => row.totals.sent),
      count('acknowledged', (row) => row.totals.acknowledged),
      count('stored', (row) => row.totals.stored),
      count('duplicate', (row) => row.totals.duplicate),
      count('superseded', (row) => row.totals.superseded),
      count('expired', (row) => row.totals.expired),
      count('refused', (row) => row.totals.refused),
      count('refused values', (row) => row.totals.refusedValues),
      count('missing at source', (row) => row.valuesMissing),
    ],
    rows,
  );
}

function sumOf(rows: readonly Row[]): Row {
  const sum = (count: (row: Row) => number): number => rows.reduce((total, row) => total + count(row), 0);
  return {
    name: `${rows.length} recordings`,
    rowsRead: sum((row) => row.rowsRead),
    rowsIgnored: sum((row) => row.rowsIgnored),
    rowsWithoutValue: sum((row) => row.rowsWithoutValue),
    rowsUnusable: sum((row) => row.rowsUnusable),
    valuesMissing: sum((row) => row.valuesMissing),
    totals: sumTotals(rows.map(({ totals }) => totals)),
  };
}

/** The rate is that of a whole replay: of one start for all of it. */
function summary(rows: readonly Row[], seconds: number): string {
  const sent = rows.reduce((sum, row) => sum + row.totals.sent, 0);
  const rate = formatNumber(Math.round(sent / seconds));
  return `${formatNumber(sent)} readings in ${formatNumber(Math.round(seconds * 10) / 10)} s (${rate}/s).`;
}

function notes({ file, devices, resumedAfterRow, unusable }: ReplayResult): readonly string[] {
  const name = path.basename(file);
  const { sentAgain } = sumTotals(devices);
  return [
    ...(resumedAfterRow === undefined
      ? []
      : [`${name} went on after row ${formatNumber(resumedAfterRow)} of an interrupted start.`]),
    ...(sentAgain === 0 ? [] : [`${name}: ${formatNumber(sentAgain)} readings were sent again after an interruption.`]),
    ...unusable.flatMap(({ fault, rows, examples }) => [
      `${name}: ${formatNumber(rows)} unusable by ${fault}, such as`,
      ...examples.map(({ line, why }) => `  line ${line}: ${why}`),
    ]),
    ...devices.flatMap(({ device, refusals }) =>
      Object.entries(refusals).map(
        ([rule, times]) => `${name}: ${formatNumber(times)} refused by ${rule} of ${device}`,
      ),
    ),
  ];
}
