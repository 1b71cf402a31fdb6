import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, MINUTE_MS, newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';
import type { SeriesPoint } from './reading-store.js';
import { LATEST_WITHIN_MS } from './reading-store.js';

const START = Date.UTC(2026, 5, 15);

/** By the words of the port alone, span after span. */
function reduceNaively(
  points: readonly SeriesPoint[],
  from: number,
  to: number,
  maxPoints: number,
): readonly SeriesPoint[] {
  if (points.length <= maxPoints) return points;
  const spans = Math.floor(maxPoints / 2);
  const kept = new Set<SeriesPoint>();
  for (let span = 0; span < spans; span++) {
    const within = points.filter(
      ({ at }) => (at - from) * spans >= span * (to - from) && (at - from) * spans < (span + 1) * (to - from),
    );
    const numbers = within.map((point) => point.value as number);
    const lowest = within.find((point) => point.value === Math.min(...numbers));
    const highest = within.find((point) => point.value === Math.max(...numbers));
    if (lowest) kept.add(lowest);
    if (highest) kept.add(highest);
  }
  return points.filter((point) => kept.has(point));
}

export function describeSeries({ clock, store }: ContractFixture): void {
  describe('series', () => {
    it('keeps the minimum and the maximum of each span, at most as many points as asked for', async () => {
      const samples = fc.uniqueArray(fc.record({ offset: fc.nat(5_000), value: fc.integer({ min: -9, max: 9 }) }), {
        selector: (sample) => sample.offset,
        maxLength: 80,
      });
      await fc.assert(
        fc.asyncProperty(samples, fc.integer({ min: 2, max: 40 }), fc.nat(999), async (given, maxPoints, extra) => {
          const deviceId = newDevice();
          await store().write(
            given.map(({ offset, value }) => readingOf(deviceId, { measuredAt: START + offset, values: { value } })),
          );
          const [from, to] = [START + 13, START + 4_002 + extra];
          const points = given
            .map(({ offset, value }) => ({ at: START + offset, value }))
            .filter(({ at }) => at >= from && at < to)
            .sort((a, b) => a.at - b.at);
          const reduced = await store().series(queryOf(deviceId, 'value', { from, to }), maxPoints);
          expect(reduced).toEqual(reduceNaively(points, from, to, maxPoints));
          expect(reduced.length).toBeLessThanOrEqual(maxPoints);
        }),
        { numRuns: 60 },
      );
    });

    it('keeps a spike of one sample in a day of them', async () => {
      const deviceId = newDevice();
      const day = Array.from({ length: 1_440 }, (_, minute) =>
        readingOf(deviceId, { measuredAt: START + minute * MINUTE_MS, values: { voltage: minute === 777 ? 99 : 3 } }),
      );
      await store().write(day.filter((reading) => reading.measuredAt < clock.now() + DAY_MS));
      const points = await store().series(queryOf(deviceId, 'voltage', { from: START, to: START + DAY_MS }), 100);
      expect(points).toContainEqual({ at: START + 777 * MINUTE_MS, value: 99 });
    });

    it('gives numbers only, from inclusive to exclusive, of that metric, device and tenant', async () => {
      const [deviceId, other] = [newDevice(), newDevice()];
      await store().write([
        readingOf(deviceId, { measuredAt: START, values: { voltage: 1, current: 7 } }),
        readingOf(deviceId, { measuredAt: START + 1, values: { voltage: 'high' } }),
        readingOf(deviceId, { measuredAt: START + 2, values: { voltage: [1, 2] } }),
        readingOf(deviceId, { measuredAt: START + 3, values: { current: 8 } }),
        readingOf(deviceId, { measuredAt: START + 4, values: { voltage: 2 } }),
        readingOf(deviceId, { measuredAt: START + 5, values: { voltage: 3 } }),
        readingOf(other, { measuredAt: START + 1, values: { voltage: 9 } }),
      ]);
      const query = queryOf(deviceId, 'voltage', { from: START, to: START + 5 });
      expect(await store().series(query, 100)).toEqual([
        { at: START, value: 1 },
        { at: START + 4, value: 2 },
      ]);
      expect(await store().series({ ...query, tenantId: 'other' }, 100)).toEqual([]);
      expect((await store().page({ ...query, tenantId: 'other' }, 100)).points).toEqual([]);
    });

    it('is empty for an empty span and refuses fewer than two points', async () => {
      const deviceId = newDevice();
      expect(await store().series(queryOf(deviceId, 'voltage', { from: START, to: START }), 10)).toEqual([]);
      await expect(store().series(queryOf(deviceId), 1)).rejects.toThrow(RangeError);
    });
  });

  describe('latest', () => {
    it('gives the newest value of each metric near the newest reading of each device that has one', async () => {
      const [deviceId, other, silent] = [newDevice(), newDevice(), newDevice()];
      await store().write([
        readingOf(deviceId, { measuredAt: START, values: { ancient: 1, voltage: 1 } }),
        readingOf(deviceId, {
          measuredAt: START + 2 * LATEST_WITHIN_MS,
          values: { current: 2, voltage: 2, note: 'é"' },
        }),
        readingOf(deviceId, { measuredAt: START + 3 * LATEST_WITHIN_MS - 1, values: { voltage: 0.1 } }),
        readingOf(other, { measuredAt: START + 5, lifetime: 'history', values: { cells: [1, 2] } }),
      ]);
      const latest = await store().latest('default', [deviceId, silent, other]);
      expect([...latest].sort((a, b) => a.deviceId.localeCompare(b.deviceId))).toEqual([
        { deviceId, at: START + 3 * LATEST_WITHIN_MS - 1, values: { current: 2, voltage: 0.1, note: 'é"' } },
        { deviceId: other, at: START + 5, values: { cells: [1, 2] } },
      ]);
      expect(await store().latest('other', [deviceId])).toEqual([]);
    });
  });
}
