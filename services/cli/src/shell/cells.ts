import { formatNumber, type Column } from './column-printer.js';

const NONE = '–';

/** RFC 3339 in UTC, to the second. */
export function timeText(at: number | null | undefined): string {
  return at === null || at === undefined ? NONE : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

export function textOr(value: string | null | undefined): string {
  return value ?? NONE;
}

export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

export function profileText({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id}@${version}`;
}

export function column<T>(title: string, text: (row: T) => string): Column<T> {
  return { title, text };
}

export function numberColumn<T>(title: string, value: (row: T) => number): Column<T> {
  return { title, text: (row) => formatNumber(value(row)), align: 'right' };
}

/** Without what was not given. */
export function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
