/** The most items that the API gives in one answer. */
const PAGE = 1_000;

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

/**
 * A list as one document: pages behind each other, up to `most` items. `next` is there where more follow; what else a page
 * says is that of the first.
 */
export async function allPages<P extends Page<unknown>>(
  fetch: (page: PageQuery) => Promise<P>,
  most = Infinity,
): Promise<P> {
  const first = await fetch({ limit: Math.min(PAGE, most) });
  const items = [...first.items];
  let { next } = first;
  while (next !== undefined && items.length < most) {
    const page = await fetch({ limit: Math.min(PAGE, most - items.length), cursor: next });
    items.push(...page.items);
    ({ next } = page);
  }
  const { next: _next, ...rest } = first;
  return { ...rest, items, ...(next === undefined ? {} : { next }) } as P;
}
