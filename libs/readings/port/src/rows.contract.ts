import { describe, expect, it } from '@jest/globals';
import { newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';
import type { RawReading, ReadingQuery } from './reading-store.js';

const START = Date.UTC(2026, 5, 15);
/** More than a store reads at once. */
const MANY = 2_500;

export function describeRows({ store }: ContractFixture): void {
  const rowsOf = async (query: ReadingQuery): Promise<readonly RawReading[]> => {
    const rows: RawReading[] = [];
    for await (const row of store().rows(query)) rows.push(row);
    return rows;
  };
  const writeMany = async (deviceId: string): Promise<readonly number[]> => {
    const times = Array.from({ length: MANY }, (_, i) => START + i * 1_000);
    await store().write(times.map((measuredAt) => readingOf(deviceId, { measuredAt })));
    return times;
  };

  describe('rows', () => {
    it('are whole readings, oldest first, from inclusive to exclusive, of that device and tenant', async () => {
      const [deviceId, other] = [newDevice(), newDevice()];
      const values = { voltage: 3.75, note: 'é"', on: true, cells: [1, 2.5] };
      await store().write([
        readingOf(deviceId, { measuredAt: START + 9 }),
        readingOf(deviceId, { measuredAt: START + 4, values: { current: 1 }, lifetime: 'history' }),
        readingOf(deviceId, { measuredAt: START, receivedAt: START + 70, quality: 'clock-unsynced', values }),
        readingOf(deviceId, { measuredAt: START - 1 }),
        readingOf(other, { measuredAt: START }),
      ]);
      const query = queryOf(deviceId, '', { from: START, to: START + 9 });
      expect(await rowsOf(query)).toEqual([
        { at: START, receivedAt: START + 70, quality: 'clock-unsynced', values },
        { at: START + 4, receivedAt: Date.UTC(2026, 5, 15, 11), quality: 'good', values: { current: 1 } },
      ]);
      expect(await rowsOf({ ...query, tenantId: 'other' })).toEqual([]);
      expect(await rowsOf({ ...query, to: START })).toEqual([]);
    });

    it('are one an instant when a device changed its class, each value of the later position', async () => {
      const deviceId = newDevice();
      const times = await writeMany(deviceId);
      await store().write(
        times.map((measuredAt, i) =>
          readingOf(deviceId, {
            measuredAt,
            lifetime: 'history',
            position: i % 2,
            quality: 'late',
            values: { voltage: 9, current: i },
          }),
        ),
      );
      await store().write([
        readingOf(deviceId, { measuredAt: START, lifetime: 'raw-90d', values: { soc: 1, current: 5 } }),
      ]);
      const rows = await rowsOf(queryOf(deviceId));
      expect(rows.map((row) => row.at)).toEqual(times);
      expect(rows[0]).toMatchObject({ quality: 'good', values: { voltage: 3.7, current: 5, soc: 1 } });
      expect(rows.slice(1).map((row) => [row.quality, row.values])).toEqual(
        times.slice(1).map((_, i) => ['good', { voltage: 3.7, current: i + 1 }]),
      );
    });

    it('cover everything exactly once, in order, while others write', async () => {
      const deviceId = newDevice();
      const there = await writeMany(deviceId);
      const times: number[] = [];
      for await (const { at } of store().rows(queryOf(deviceId))) {
        if (times.length % 250 === 0) await store().write([readingOf(deviceId, { measuredAt: at + 300 })]);
        times.push(at);
      }
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      expect(times.filter((at) => (at - START) % 1_000 === 0)).toEqual(there);
    });

    it('hold up no one, and nothing of the store, when their readers stop or are slow', async () => {
      const deviceId = newDevice();
      await writeMany(deviceId);
      const readers = Array.from({ length: 40 }, () => store().rows(queryOf(deviceId))[Symbol.asyncIterator]());
      for (const reader of readers) expect((await reader.next()).value).toMatchObject({ at: START });
      expect(await store().series(queryOf(deviceId), 10)).toEqual([{ at: START, value: 3.7 }]);
      for (const reader of readers.slice(20)) await reader.return?.();
      for (const reader of readers.slice(0, 20))
        expect((await reader.next()).value).toMatchObject({ at: START + 1_000 });
    });
  });
}
