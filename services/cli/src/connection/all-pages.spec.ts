import { describe, expect, it } from '@jest/globals';
import { allPages, type PageQuery } from './all-pages.js';

/** A list of so many numbers, as the API gives it. */
function listOf(count: number) {
  const asked: PageQuery[] = [];
  const fetch = (page: PageQuery) => {
    asked.push(page);
    const from = Number(page.cursor ?? 0);
    const to = Math.min(count, from + page.limit);
    const items = Array.from({ length: to - from }, (_, at) => from + at);
    return Promise.resolve({ items, total: count, ...(to < count ? { next: String(to) } : {}) });
  };
  return { asked, fetch };
}

describe('the pages of a list', () => {
  it('become one document with all items in order', async () => {
    const { asked, fetch } = listOf(2_500);
    const whole = await allPages(fetch);
    expect(whole).toEqual({ items: Array.from({ length: 2_500 }, (_, at) => at), total: 2_500 });
    expect(asked).toHaveLength(3);
  });

  it('end at as many as are wanted, and say where it goes on', async () => {
    const { asked, fetch } = listOf(2_500);
    const { items, next } = await allPages(fetch, 1_200);
    expect([items.length, next]).toEqual([1_200, '1200']);
    expect(asked.map(({ limit }) => limit)).toEqual([1_000, 200]);
  });

  it('may be none', async () => {
    expect(await allPages(listOf(0).fetch, 10)).toEqual({ items: [], total: 0 });
  });
});
