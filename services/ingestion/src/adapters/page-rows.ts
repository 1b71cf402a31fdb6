import type { ListPlace, Page, PageRequest } from '../ports/page.js';

/** One more than is wanted: it tells whether anything comes behind. */
export function rowsOf({ limit }: PageRequest): number {
  return limit + 1;
}

export function toPage<R, T>(
  rows: readonly R[],
  { limit }: PageRequest,
  { item, place }: { readonly item: (row: R) => T; readonly place: (item: T) => ListPlace },
): Page<T> {
  const items = rows.slice(0, limit).map(item);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? place(last) : undefined };
}
