import { formatNumber, printColumns } from '../shell/column-printer.js';
import type { ReplayTotals, RowCounts } from './replay-result.js';

const COLUMNS = {
  rows: 'rowsRead',
  ignored: 'rowsIgnored',
  'no value': 'rowsWithoutValue',
  unusable: 'rowsUnusable',
  sent: 'sent',
  acknowledged: 'acknowledged',
  stored: 'stored',
  duplicate: 'duplicate',
  superseded: 'superseded',
  expired: 'expired',
  refused: 'refused',
  'refused values': 'refusedValues',
  'missing at source': 'valuesMissing',
} as const;

type Count = (typeof COLUMNS)[keyof typeof COLUMNS];

export interface ReplayRow {
  readonly name: string;
  readonly state: string;
  /** Those that are known. */
  readonly counts: Partial<Pick<ReplayTotals & RowCounts, Count>>;
}

/** Rows = ignored + no value + unusable + sent. What is not known is a dash; the state is shown where one is not finished. */
export function replayTable(rows: readonly ReplayRow[]): string {
  const isWhole = rows.every(({ state }) => state === 'finished');
  return printColumns(
    [
      { title: 'recording', text: ({ name }) => name },
      ...(isWhole ? [] : [{ title: 'state', text: ({ state }: ReplayRow) => state }]),
      ...Object.entries(COLUMNS).map(([title, count]) => ({
        title,
        text: ({ counts }: ReplayRow) => (counts[count] === undefined ? '-' : formatNumber(counts[count])),
        align: 'right' as const,
      })),
    ],
    rows.length === 1 ? rows : [...rows, sumOf(rows)],
  );
}

function sumOf(rows: readonly ReplayRow[]): ReplayRow {
  const sum = (count: Count): number => rows.reduce((total, { counts }) => total + (counts[count] ?? 0), 0);
  const counts = Object.fromEntries(Object.values(COLUMNS).map((count) => [count, sum(count)]));
  return { name: `${rows.length} recordings`, state: '', counts };
}
