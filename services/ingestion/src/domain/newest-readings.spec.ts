import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newestReadings, type TimedValues } from './newest-readings.js';

function reading(deviceId: string, measuredAt: number, values: object): TimedValues {
  return { head: { deviceId, measuredAt }, valuesJson: JSON.stringify(values) };
}

/** Each device's newest value of each metric; of two at one instant the later in the log. */
function newestValues(readings: readonly TimedValues[]): Map<string, readonly [number, unknown]> {
  const newest = new Map<string, readonly [number, unknown]>();
  for (const { head, valuesJson } of readings) {
    for (const [metric, value] of Object.entries(JSON.parse(valuesJson) as object)) {
      const key = `${head.deviceId} ${metric}`;
      const known = newest.get(key);
      if (known === undefined || known[0] <= head.measuredAt) newest.set(key, [head.measuredAt, value]);
    }
  }
  return newest;
}

const text = fc.constantFrom('x', 'a:b', '"v":', '\\', '{"v":1}', '');
const value = fc.oneof(fc.integer(), text, fc.boolean(), fc.array(fc.integer(), { maxLength: 2 }));
const anyReading = fc
  .record({
    device: fc.constantFrom('d1', 'd2'),
    at: fc.integer({ min: 0, max: 6 }),
    values: fc.dictionary(fc.constantFrom('v', 'a', 'va', 'temperature'), value, { minKeys: 1 }),
  })
  .map(({ device, at, values }) => reading(device, at, values));

describe('the newest readings of a batch', () => {
  it('are one where a device sends the same metrics each time', () => {
    const batch = [1, 2, 3].map((at) => reading('d1', at, { voltage: at, current: -at }));
    expect(newestReadings(batch)).toEqual([batch[2]]);
  });

  it('are one for each metric where a device sends them one by one', () => {
    const batch = [1, 2, 3, 4].map((at) => reading('d1', at, at % 2 ? { voltage: at } : { current: at }));
    expect(newestReadings(batch)).toEqual([batch[2], batch[3]]);
  });

  it('tell every newest value that the whole batch tells', () => {
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 40 }), (batch) => {
        expect(newestValues(newestReadings(batch))).toEqual(newestValues(batch));
      }),
      { numRuns: 2_000 },
    );
  });
});
