import { describe, expect, it } from '@jest/globals';
import { newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';
import type { SeriesQuery } from './reading-store.js';

const START = Date.UTC(2026, 5, 15);

export function describePages({ store }: ContractFixture): void {
  const turn = async (query: SeriesQuery, limit: number, between: () => Promise<void>): Promise<readonly number[]> => {
    const times: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await store().page(query, limit, cursor);
      expect(page.points.length).toBeLessThanOrEqual(limit);
      times.push(...page.points.map((point) => point.at));
      cursor = page.next;
      await between();
    } while (cursor !== undefined);
    return times;
  };

  describe('pages', () => {
    it('cover everything exactly once, in order, while others write', async () => {
      const deviceId = newDevice();
      const there = Array.from({ length: 300 }, (_, i) => START + i * 1_000);
      await store().write(there.map((measuredAt) => readingOf(deviceId, { measuredAt })));
      let written = 0;
      const times = await turn(queryOf(deviceId), 7, async () => {
        const offsets = [(written * 37) % 300, (written * 101) % 300];
        await store().write(
          offsets.map((offset, i) => readingOf(deviceId, { measuredAt: START + offset * 1_000 + 1 + 2 * written + i })),
        );
        written++;
      });
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      expect(times.filter((at) => (at - START) % 1_000 === 0)).toEqual(there);
    });

    it('end without a cursor, also when the last one is full', async () => {
      const deviceId = newDevice();
      await store().write([0, 1, 2, 3].map((offset) => readingOf(deviceId, { measuredAt: START + offset })));
      const first = await store().page(queryOf(deviceId), 2);
      const second = await store().page(queryOf(deviceId), 2, first.next);
      expect(first.next).toBeDefined();
      expect(second.points.map((point) => point.at)).toEqual([START + 2, START + 3]);
      expect(second).not.toHaveProperty('next');
    });

    it.each(['', 'x', 'MTox=', 'MTo', '1:5'])('refuse the cursor %j, which no page gave', async (cursor) => {
      await expect(store().page(queryOf(newDevice()), 10, cursor)).rejects.toThrow(RangeError);
    });

    it('refuse a limit below one', async () => {
      await expect(store().page(queryOf(newDevice()), 0)).rejects.toThrow(RangeError);
    });
  });
}
