import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MetricValue } from '@fieldline/contracts';
import { newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';
import type { ReadingToStore } from './reading-store.js';

const AT = Date.UTC(2026, 5, 15, 11);

export function describeCollisions({ store, reopen }: ContractFixture): void {
  const valueOf = async (deviceId: string, metric: string): Promise<MetricValue | undefined> => {
    const { points } = await store().page(queryOf(deviceId, metric), 10);
    expect(points.length).toBeLessThanOrEqual(1);
    return points[0]?.value;
  };

  describe('readings of one instant', () => {
    it('counts the same reading at a later position as a duplicate and changes nothing', async () => {
      const reading = readingOf(newDevice(), { position: 10, identity: 7n });
      expect(await store().write([reading])).toEqual(['stored']);
      expect(await store().write([{ ...reading, position: 11 }])).toEqual(['duplicate']);
      expect(await store().write([{ ...reading, position: 11 }])).toEqual(['duplicate']);
    });

    it('lets a correction win and says that it superseded', async () => {
      const deviceId = newDevice();
      await store().write([readingOf(deviceId, { values: { voltage: 3.7, current: 1 } })]);
      expect(await store().write([readingOf(deviceId, { values: { voltage: 3.8 } })])).toEqual(['superseded']);
      expect(await valueOf(deviceId, 'voltage')).toBe(3.8);
      expect(await valueOf(deviceId, 'current')).toBe(1);
    });

    it('merges other metrics of the same instant as stored', async () => {
      const deviceId = newDevice();
      await store().write([readingOf(deviceId, { values: { voltage: 3.7 } })]);
      expect(await store().write([readingOf(deviceId, { values: { voltage: 3.7, cells: [1, 2] } })])).toEqual([
        'stored',
      ]);
      expect(await store().write([readingOf(deviceId, { values: { cells: [1, 2], on: true } })])).toEqual(['stored']);
      expect(await store().write([readingOf(deviceId, { values: { cells: [1, 2.5] } })])).toEqual(['superseded']);
      expect(await valueOf(deviceId, 'voltage')).toBe(3.7);
      expect(await valueOf(deviceId, 'cells')).toEqual([1, 2.5]);
      expect(await valueOf(deviceId, 'on')).toBe(true);
    });

    it('lets the later position win although it was written first', async () => {
      const deviceId = newDevice();
      await store().write([readingOf(deviceId, { position: 20, identity: 1n, values: { voltage: 2 } })]);
      const earlier = readingOf(deviceId, { position: 19, identity: 2n, values: { voltage: 1, current: 5 } });
      expect(await store().write([earlier])).toEqual(['stored']);
      expect(await valueOf(deviceId, 'voltage')).toBe(2);
      expect(await valueOf(deviceId, 'current')).toBe(5);
    });

    it('resolves several in one batch in their order', async () => {
      const [deviceId, other] = [newDevice(), newDevice()];
      const batch = [
        readingOf(deviceId, { position: 1, identity: 1n, values: { voltage: 1 } }),
        readingOf(other, { position: 1, identity: 1n, values: { voltage: 9 } }),
        readingOf(deviceId, { position: 2, identity: 2n, values: { voltage: 2 } }),
        readingOf(deviceId, { position: 3, identity: 1n, values: { voltage: 1 } }),
        readingOf(deviceId, { position: 4, identity: 4n, values: { voltage: 2, current: 4 } }),
      ];
      const expected = ['stored', 'stored', 'superseded', 'duplicate', 'stored'];
      expect(await store().write(batch)).toEqual(expected);
      expect(await store().write(batch)).toEqual(expected);
      expect(await valueOf(deviceId, 'voltage')).toBe(2);
      expect(await valueOf(other, 'voltage')).toBe(9);
    });

    it('keeps identities of all 64 bits apart, signed or not', async () => {
      const deviceId = newDevice();
      const identities = [0n, 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n];
      const batch = identities.map((identity, i) =>
        readingOf(deviceId, { position: i + 1, identity, values: { voltage: i } }),
      );
      expect(await store().write(batch)).toEqual(['stored', 'superseded', 'superseded', 'superseded', 'superseded']);
      const repeated = batch.map((reading) => ({ ...reading, position: reading.position + 100 }));
      expect(new Set(await store().write(repeated))).toEqual(new Set(['duplicate']));
      for (const identity of identities) {
        const alone = readingOf(newDevice(), { position: 1, identity });
        expect(await store().write([alone])).toEqual(['stored']);
        expect(await store().write([{ ...alone, position: 2 }])).toEqual(['duplicate']);
      }
    });

    it('keeps classes apart, and gives one value an instant when a device changed its class', async () => {
      const deviceId = newDevice();
      await store().write([readingOf(deviceId, { position: 1, values: { voltage: 1 } })]);
      await store().write([readingOf(deviceId, { position: 2, values: { voltage: 2 }, lifetime: 'history' })]);
      expect(await valueOf(deviceId, 'voltage')).toBe(2);
      expect(await store().series(queryOf(deviceId), 10)).toEqual([{ at: AT, value: 2 }]);
    });

    it('gives the same outcomes when a batch comes again: whole, in parts, after a restart', async () => {
      const deviceId = newDevice();
      const batch = Array.from({ length: 120 }, (_, i) =>
        readingOf(deviceId, {
          position: i + 1,
          identity: BigInt(i % 17),
          measuredAt: AT + (i % 5),
          values: { [i % 2 ? 'voltage' : 'current']: i % 7 },
        }),
      );
      const first = await store().write(batch);
      expect(new Set(first)).toEqual(new Set(['stored', 'duplicate', 'superseded']));
      expect(await store().write(batch)).toEqual(first);
      expect(await store().write(batch.slice(0, 23))).toEqual(first.slice(0, 23));
      expect(await store().write(batch.slice(23))).toEqual(first.slice(23));
      expect(await (await reopen()).write(batch)).toEqual(first);
    });

    it('gives the same outcomes and values however the readings are cut into batches and repeated', async () => {
      const shape = fc.array(
        fc.record({
          identity: fc.bigInt({ min: 0n, max: 5n }),
          instant: fc.nat(2),
          values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(2)),
          cut: fc.boolean(),
          repeat: fc.nat(3),
        }),
        { minLength: 1, maxLength: 30 },
      );
      await fc.assert(
        fc.asyncProperty(shape, async (steps) => {
          const batchOf = (deviceId: string): readonly ReadingToStore[] =>
            steps.map(({ identity, instant, values }, i) =>
              readingOf(deviceId, { position: i + 1, identity, measuredAt: AT + instant, values }),
            );
          const [whole, cut] = [newDevice(), newDevice()];
          const expected = await store().write(batchOf(whole));
          const readings = batchOf(cut);
          const outcomes: string[] = [];
          let from = 0;
          for (const [i, step] of steps.entries()) {
            if (!step.cut && i < steps.length - 1) continue;
            const start = Math.max(0, from - step.repeat);
            outcomes.splice(start, Infinity, ...(await store().write(readings.slice(start, i + 1))));
            from = i + 1;
          }
          expect(outcomes).toEqual(expected);
          for (const metric of ['a', 'b', 'c']) {
            const points = await store().page(queryOf(cut, metric), 10);
            expect(points).toEqual(await store().page(queryOf(whole, metric), 10));
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
