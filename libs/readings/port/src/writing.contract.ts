import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';
import type { ReadingToStore, SeriesPoint } from './reading-store.js';
import { UnstorableReadingError } from './reading-store.js';

const METRIC_VALUE = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 8 }),
);

/** JSON has one zero. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

export function describeWriting({ clock, store, reopen }: ContractFixture): void {
  const everyPoint = async (deviceId: string, metric: string): Promise<readonly SeriesPoint[]> =>
    (await store().page(queryOf(deviceId, metric), 10_000)).points;

  describe('writing', () => {
    it('stores nothing and says nothing for no readings', async () => {
      expect(await store().write([])).toEqual([]);
    });

    it('gives back numbers, strings, booleans and arrays exactly as they were measured', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(METRIC_VALUE, { minLength: 1, maxLength: 20 }), async (values) => {
          const deviceId = newDevice();
          const start = Date.UTC(2026, 5, 15);
          await store().write(
            values.map((value, i) => readingOf(deviceId, { measuredAt: start + i, values: { value } })),
          );
          const points = await everyPoint(deviceId, 'value');
          expect(points).toEqual(values.map((value, i) => ({ at: start + i, value: asJson(value) })));
        }),
        { numRuns: 40 },
      );
    });

    it.each([
      '0.1',
      '1e-7',
      '5e-324',
      '1.7976931348623157e308',
      '9007199254740991',
      '12345678901234567890',
      '-0.30000000000000004',
      '1e-400',
    ])('reads the number %s back equal to the last digit, by page and by series', async (text) => {
      const deviceId = newDevice();
      await store().write([readingOf(deviceId, { valuesJson: `{"voltage":${text}}` })]);
      expect((await everyPoint(deviceId, 'voltage'))[0]?.value).toBe(Number(text));
      expect((await store().series(queryOf(deviceId), 10))[0]?.value).toBe(Number(text));
    });

    it('keeps quotes, backslashes, line ends and characters beyond the basic plane', async () => {
      const deviceId = newDevice();
      const text = 'a"b\\c\'d\n\t\u2028 é 漢字 😀 \\u0041 {"x":1} \\N';
      await store().write([readingOf(deviceId, { values: { note: text, cells: [3.1, -2, 1e-9], on: false } })]);
      expect((await everyPoint(deviceId, 'note'))[0]?.value).toBe(text);
      expect((await everyPoint(deviceId, 'cells'))[0]?.value).toEqual([3.1, -2, 1e-9]);
      expect((await everyPoint(deviceId, 'on'))[0]?.value).toBe(false);
    });

    it('stores every one of a large batch of many devices and days', async () => {
      const many = Array.from({ length: 40 }, newDevice);
      const batch = Array.from({ length: 3_000 }, (_, i) =>
        readingOf(many[i % 40] as string, { measuredAt: clock.now() - i * 600_000, values: { voltage: i } }),
      );
      expect(new Set(await store().write(batch))).toEqual(new Set(['stored']));
      expect(await everyPoint(many[3] as string, 'voltage')).toHaveLength(75);
    });

    it('counts what is older than its lifetime class as expired and stores the rest', async () => {
      const deviceId = newDevice();
      const at = (days: number): { readonly measuredAt: number } => ({ measuredAt: clock.now() - days * DAY_MS });
      const outcomes = await store().write([
        readingOf(deviceId, { lifetime: 'raw-24h', ...at(1.1) }),
        readingOf(deviceId, { lifetime: 'raw-24h', ...at(0.9) }),
        readingOf(deviceId, { lifetime: 'raw-30d', ...at(31) }),
        readingOf(deviceId, { lifetime: 'raw-30d', ...at(29) }),
        readingOf(deviceId, { lifetime: 'raw-90d', ...at(91) }),
        readingOf(deviceId, { lifetime: 'raw-90d', ...at(89) }),
        readingOf(deviceId, { lifetime: 'history', ...at(4_000) }),
      ]);
      expect(outcomes).toEqual(['expired', 'stored', 'expired', 'stored', 'expired', 'stored', 'stored']);
      expect(await everyPoint(deviceId, 'voltage')).toHaveLength(4);
    });

    it('drops what has outlived its class and nothing else', async () => {
      const deviceId = newDevice();
      const now = clock.now();
      await store().write([
        readingOf(deviceId, { lifetime: 'raw-24h', measuredAt: now - 1_000 }),
        readingOf(deviceId, { lifetime: 'raw-30d', measuredAt: now - 2_000 }),
        readingOf(deviceId, { lifetime: 'history', measuredAt: now - 3_000 }),
      ]);
      clock.time = now + 5 * DAY_MS;
      expect(await store().expire()).toBeGreaterThan(0);
      expect(await store().expire()).toBe(0);
      const points = await everyPoint(deviceId, 'voltage');
      expect(points.map((point) => point.at)).toEqual([now - 3_000, now - 2_000]);
      const again = readingOf(deviceId, { lifetime: 'raw-24h', measuredAt: clock.now() });
      expect(await store().write([again])).toEqual(['stored']);
      clock.time = now;
    });

    it.each([
      ['text that is not JSON', { valuesJson: '{"voltage":' }],
      ['values that are no object', { valuesJson: '[1,2]' }],
      ['U+0000 in a string', { valuesJson: '{"note":"a\\u0000b"}' }],
      ['half of a surrogate pair', { valuesJson: '{"note":"\\ud83d"}' }],
      ['a number beyond a double', { valuesJson: '{"voltage":1e999}' }],
      ['a time that is none', { measuredAt: NaN }],
    ])('names a reading with %s and stores none of its neighbours', async (_, broken) => {
      const devices = Array.from({ length: 20 }, newDevice);
      const batch = devices.map((deviceId, i): ReadingToStore => readingOf(deviceId, i === 13 ? broken : {}));
      const error = await store()
        .write(batch)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnstorableReadingError);
      expect((error as UnstorableReadingError).index).toBe(13);
      expect((error as UnstorableReadingError).cause).toBeInstanceOf(Error);
      for (const deviceId of devices) expect(await everyPoint(deviceId, 'voltage')).toEqual([]);
      const rest = batch.filter((_reading, i) => i !== 13);
      expect(new Set(await store().write(rest))).toEqual(new Set(['stored']));
    });

    it('names the reading by its place in the batch, expired ones counted', async () => {
      const deviceId = newDevice();
      const expired = readingOf(deviceId, { lifetime: 'raw-24h', measuredAt: clock.now() - 9 * DAY_MS });
      const batch = [expired, expired, readingOf(deviceId, { valuesJson: '{"a":nope}' })];
      await expect(store().write(batch)).rejects.toMatchObject({ name: 'UnstorableReadingError', index: 2 });
    });

    it('still has everything when it is opened anew', async () => {
      const deviceId = newDevice();
      const reading = readingOf(deviceId);
      await store().write([reading]);
      const reopened = await reopen();
      expect((await reopened.page(queryOf(deviceId), 10)).points).toEqual([{ at: reading.measuredAt, value: 3.7 }]);
      expect(await reopened.write([reading])).toEqual(['stored']);
    });
  });
}
