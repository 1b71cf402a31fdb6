/** Control characters and those that turn the direction of writing. */
const STEERING = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** What devices and people wrote, without power over a terminal. */
export function harmless(text: string): string {
  return text.replace(STEERING, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One column of a printed table. */
export interface Column<T> {
  readonly title: string;
  readonly text: (row: T) => string;
  readonly align?: 'left' | 'right';
}

/** Rows under their titles, as wide as the widest cell, two spaces between. */
export function printColumns<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const cells = rows.map((row) => columns.map((column) => harmless(column.text(row))));
  const widths = columns.map((column, at) =>
    Math.max(column.title.length, ...cells.map((line) => (line[at] ?? '').length)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) =>
        columns[at]?.align === 'right' ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...cells.map(line)].join('\n');
}

/** Names beside their values. */
export function printFacts(facts: Readonly<Record<string, string | number>>): string {
  const width = Math.max(...Object.keys(facts).map((name) => name.length));
  return Object.entries(facts)
    .map(
      ([name, value]) => `${name.padEnd(width)}  ${typeof value === 'number' ? formatNumber(value) : harmless(value)}`,
    )
    .join('\n');
}

/** Thousands apart, at most three places behind the point. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
