import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';
import type { ManySeriesQuery } from './reading-store.js';

const START = Date.UTC(2026, 5, 15);
const METRICS = ['voltage', 'current', 'it\'s "odd" \\ {né}', 'soc'];

/** A value of each type for any of the metrics, or none. */
const VALUES = fc.dictionary(
  fc.constantFrom(...METRICS),
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -9, max: 9 }) },
    fc.boolean(),
    fc.constantFrom('off', '7'),
    fc.constant([1, 2]),
  ),
);

export function describeManySeries({ store }: ContractFixture): void {
  const queryMany = (deviceId: string, metrics: readonly string[]): ManySeriesQuery => {
    const { metric: _, ...query } = queryOf(deviceId, '', { from: START + 13, to: START + 4_002 });
    return { ...query, metrics };
  };

  describe('several series', () => {
    it('are what each of them is alone', async () => {
      const samples = fc.uniqueArray(
        fc.record({ offset: fc.nat(5_000), values: VALUES, lifetime: fc.constantFrom('history', 'raw-30d') }),
        { selector: (sample) => `${sample.offset} ${sample.lifetime}`, maxLength: 60 },
      );
      await fc.assert(
        fc.asyncProperty(samples, fc.integer({ min: 2, max: 30 }), async (given, maxPoints) => {
          const deviceId = newDevice();
          await store().write(
            given.map(({ offset, ...rest }) => readingOf(deviceId, { measuredAt: START + offset, ...rest })),
          );
          const query = queryMany(deviceId, METRICS);
          const alone = await Promise.all(
            METRICS.map(async (metric) => ({ metric, points: await store().series({ ...query, metric }, maxPoints) })),
          );
          expect(await store().manySeries(query, maxPoints)).toEqual(alone);
        }),
        { numRuns: 40 },
      );
    });

    it('come in the order asked for, empty where there is nothing', async () => {
      const deviceId = newDevice();
      await store().write([
        readingOf(deviceId, { measuredAt: START + 20, values: { voltage: 1, current: 2, note: 'x' } }),
      ]);
      const query = queryMany(deviceId, ['note', 'current', 'none', 'voltage']);
      expect(await store().manySeries(query, 10)).toEqual([
        { metric: 'note', points: [] },
        { metric: 'current', points: [{ at: START + 20, value: 2 }] },
        { metric: 'none', points: [] },
        { metric: 'voltage', points: [{ at: START + 20, value: 1 }] },
      ]);
      expect(await store().manySeries({ ...query, tenantId: 'other' }, 10)).toEqual(
        query.metrics.map((metric) => ({ metric, points: [] })),
      );
      expect(await store().manySeries({ ...query, to: query.from }, 10)).toHaveLength(4);
      expect(await store().manySeries({ ...query, metrics: [] }, 10)).toEqual([]);
    });

    it.each([
      ['history', 'raw-30d'],
      ['raw-30d', 'history'],
    ] as const)('take of two rows of an instant the later value of each metric, %s before %s', async (first, then) => {
      const deviceId = newDevice();
      const of = { measuredAt: START + 20 };
      await store().write([
        readingOf(deviceId, { ...of, position: 5, lifetime: first, values: { voltage: 1, current: 1, soc: 1 } }),
        readingOf(deviceId, { ...of, position: 9, lifetime: then, values: { current: 2, soc: 'full' } }),
      ]);
      expect(await store().manySeries(queryMany(deviceId, ['voltage', 'current', 'soc']), 10)).toEqual([
        { metric: 'voltage', points: [{ at: START + 20, value: 1 }] },
        { metric: 'current', points: [{ at: START + 20, value: 2 }] },
        { metric: 'soc', points: [] },
      ]);
    });

    it('refuse fewer than two points', async () => {
      await expect(store().manySeries(queryMany(newDevice(), ['voltage']), 1)).rejects.toThrow(RangeError);
    });
  });
}
