import { describe, expect, it } from '@jest/globals';
import type { MetricSpec } from '@fieldline/contracts';
import fc from 'fast-check';
import { ProfileCheck, type CheckedValues } from './check-values.js';
import { ReadingIdentity } from './reading-identity.js';

function spec(metric: string, change: Partial<MetricSpec> = {}): MetricSpec {
  return { metric, unit: 'V', kind: 'gauge', type: 'number', stalenessSeconds: 60, ...change };
}

function check(metrics: readonly MetricSpec[], sent: Record<string, unknown>): CheckedValues {
  const identity = new ReadingIdentity();
  identity.begin(null, null);
  return new ProfileCheck({ id: 'p', version: 3, metrics: [...metrics] }).check(sent, identity);
}

describe('values that arrive in another unit', () => {
  const millivolts = spec('voltage', { min: 0, max: 4.2, scale: 0.001, arrivesIn: 'mV' });

  it('are stored in the profile’s unit', () => {
    expect(check([millivolts], { voltage: 3701 })).toMatchObject({ values: { voltage: 3.701 }, unchanged: false });
  });

  it('are checked in the profile’s unit, and refused as they were sent', () => {
    expect(check([millivolts], { voltage: 4201 }).refused).toEqual([
      {
        rule: 'out-of-range',
        message: 'voltage is out of range',
        metric: 'voltage',
        value: '4201',
        expected: '0 to 4.2 V (sent in mV)',
      },
    ]);
  });

  it('are scaled, then offset', () => {
    const fahrenheit = spec('temperature', { scale: 5 / 9, offset: -160 / 9, unit: 'Cel', arrivesIn: '[degF]' });
    expect(check([fahrenheit], { temperature: 212 }).values['temperature']).toBeCloseTo(100, 10);
    expect(check([spec('t', { offset: -273.15 })], { t: 273.15 }).values).toEqual({ t: 0 });
  });

  it('are converted element by element', () => {
    expect(check([spec('cells', { type: 'number[]', scale: 0.1 })], { cells: [3, 7] }).values).toEqual({
      cells: [0.3, 0.7],
    });
  });

  it('of another type are refused as they are', () => {
    expect(check([millivolts], { voltage: '3700' }).refused).toMatchObject([{ rule: 'wrong-type', value: '"3700"' }]);
  });

  it('pass at the limit for every decimal scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 9 }), (sent, digits) => {
        const max = Number(`${sent}e-${digits}`);
        const checked = check([spec('v', { max, scale: Number(`1e-${digits}`) })], { v: sent });
        expect(checked.values).toEqual({ v: max });
      }),
    );
  });

  it('are refused when the conversion leaves all numbers behind', () => {
    const { refused, accepted } = check([spec('v', { scale: 1000 })], { v: 1e306 });
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ rule: 'out-of-range', value: '1e+306' }]);
    expect(check([spec('v', { scale: 1000, type: 'number[]' })], { v: [1, 1e306] }).accepted).toBe(0);
  });
});

describe('values that stand elsewhere in the payload', () => {
  const metrics = [
    spec('voltage', { keyPath: ['battery', 'main', 'v'] }),
    spec('current', { keyPath: ['battery', 'main', 'i'] }),
    spec('humidity', { keyPath: ['rh'] }),
    spec('plain'),
  ];

  it('are found and stored under their own names', () => {
    const checked = check(metrics, { battery: { main: { v: 3.7, i: -1 } }, rh: 40, plain: 1 });
    expect(checked).toMatchObject({ accepted: 4, refused: [], unchanged: false });
    expect(checked.values).toEqual({ voltage: 3.7, current: -1, humidity: 40, plain: 1 });
  });

  it('are refused with their whole path when the profile does not know it', () => {
    const checked = check(metrics, { battery: { main: { v: 3.7, w: 1 }, spare: 2 }, voltage: 5 });
    expect(checked.values).toEqual({ voltage: 3.7 });
    expect(checked.refused.map(({ rule, metric }) => [rule, metric])).toEqual([
      ['unknown-metric', 'battery.main.w'],
      ['unknown-metric', 'battery.spare'],
      ['unknown-metric', 'voltage'],
    ]);
  });

  it.each([['3'], ['null'], ['[1]'], ['"x"']])('are refused where %s stands on their way', (json) => {
    expect(check(metrics, { battery: JSON.parse(json) as unknown }).refused).toMatchObject([
      { rule: 'unknown-metric', metric: 'battery', value: json },
    ]);
  });

  it('give a reading the same identity as if they were sent plainly', () => {
    const nested = new ReadingIdentity();
    nested.begin('b', 1);
    new ProfileCheck({ id: 'p', version: 1, metrics: [...metrics] }).check({ battery: { main: { v: 3.7 } } }, nested);
    const plain = new ReadingIdentity();
    plain.begin('b', 1);
    new ProfileCheck({ id: 'q', version: 1, metrics: [spec('voltage')] }).check({ voltage: 3.7 }, plain);
    expect(nested.end()).toBe(plain.end());
  });
});
