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

const voltage = spec('voltage', { min: 0, max: 5 });

describe('numbers', () => {
  it.each([[0], [-0], [5], [2.5]])('takes %s in a range of 0 to 5, both ends inclusive', (value) => {
    expect(check([voltage], { voltage: value })).toMatchObject({
      values: { voltage: value },
      accepted: 1,
      refused: [],
    });
  });

  it.each([[-0.0001], [5.0001], [1e308]])('refuses %s in a range of 0 to 5', (value) => {
    const { accepted, refused } = check([voltage], { voltage: value });
    expect(accepted).toBe(0);
    expect(refused).toEqual([
      {
        rule: 'out-of-range',
        message: 'voltage is out of range',
        metric: 'voltage',
        value: String(value),
        expected: '0 to 5 V',
      },
    ]);
  });

  it('takes any finite number without a range, and one bound alone', () => {
    expect(check([spec('v')], { v: -1e300 }).accepted).toBe(1);
    expect(check([spec('v', { min: 0 })], { v: 1e300 }).accepted).toBe(1);
    expect(check([spec('v', { min: 0 })], { v: -1 }).refused).toMatchObject([{ expected: '0 to any V' }]);
    expect(check([spec('v', { max: 0 })], { v: 1 }).refused).toMatchObject([{ expected: 'any to 0 V' }]);
  });

  it.each([['"3"'], ['true'], ['null'], ['[3]'], ['{"value":3}']])('refuses %s for a number', (json) => {
    expect(check([voltage], { voltage: JSON.parse(json) as unknown }).refused).toMatchObject([
      { rule: 'wrong-type', metric: 'voltage', value: json, expected: '0 to 5 V' },
    ]);
  });
});

describe('other types', () => {
  const charging = spec('charging', { kind: 'state', type: 'boolean' });
  const mode = spec('mode', { kind: 'state', type: 'string', states: ['idle', 'charge'] });
  const note = spec('note', { kind: 'state', type: 'string' });
  const cells = spec('cells', { type: 'number[]', min: 0, max: 5 });

  it('takes true and false, and nothing like them', () => {
    expect(check([charging], { charging: false }).values).toEqual({ charging: false });
    for (const value of [0, 1, 'true', null]) {
      expect(check([charging], { charging: value }).refused).toMatchObject([
        { rule: 'wrong-type', expected: 'true or false' },
      ]);
    }
  });

  it('takes the states that the profile names', () => {
    expect(check([mode], { mode: 'idle' }).values).toEqual({ mode: 'idle' });
    expect(check([mode], { mode: 'Idle' }).refused).toMatchObject([
      { rule: 'unknown-state', value: '"Idle"', expected: 'one of idle, charge' },
    ]);
    expect(check([mode], { mode: 1 }).refused).toMatchObject([{ rule: 'wrong-type' }]);
  });

  it.each([['a\u0000b'], ['\uD83D'], ['x\uDE00'], ['\uDE00\uD83D']])(
    'refuses a text that no store takes: %j',
    (value) => {
      expect(check([note], { note: value }).refused).toMatchObject([{ rule: 'unstorable-text', metric: 'note' }]);
    },
  );

  it.each([[''], ['😀'], ['a\n"\\'], ['Zürich']])('takes the text %j', (value) => {
    expect(check([note], { note: value }).values).toEqual({ note: value });
  });

  it('takes arrays of numbers whose elements all are in range', () => {
    expect(check([cells], { cells: [0, 3.7, 5] }).values).toEqual({ cells: [0, 3.7, 5] });
    expect(check([cells], { cells: [3.7, 5.1] }).refused).toMatchObject([
      { rule: 'out-of-range', value: '[3.7,5.1]', expected: 'an array of numbers, each 0 to 5 V' },
    ]);
  });

  it.each([['[]'], ['3.7'], ['[3.7,"3.8"]'], ['[[3.7]]'], ['[null]'], ['{"0":3.7}']])(
    'refuses %s for an array of numbers',
    (json) => {
      expect(check([cells], { cells: JSON.parse(json) as unknown }).refused).toMatchObject([{ rule: 'wrong-type' }]);
    },
  );
});

describe('one bad value', () => {
  it('never costs the reading its others', () => {
    const metrics = [voltage, spec('current'), spec('mode', { type: 'string', states: ['on'] })];
    const checked = check(metrics, { voltage: 9, current: 1, mode: 'off', humidity: 5, constructor: 1 });
    expect(checked.values).toEqual({ current: 1 });
    expect(checked.unchanged).toBe(false);
    expect(checked.refused.map(({ rule, metric }) => [rule, metric])).toEqual([
      ['out-of-range', 'voltage'],
      ['unknown-state', 'mode'],
      ['unknown-metric', 'humidity'],
      ['unknown-metric', 'constructor'],
    ]);
    expect(checked.refused[2]).toMatchObject({ value: '5', expected: 'a metric of p version 3' });
  });

  it('passes and refuses each value once, whatever was sent', () => {
    const metrics = [voltage, spec('flag', { type: 'boolean' }), spec('text', { type: 'string' })];
    const names = fc.constantFrom('voltage', 'flag', 'text', 'other', 'toString', '__defineGetter__');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }), (sent) => {
        const { values, accepted, refused, unchanged } = check(metrics, sent);
        expect(Object.keys(values)).toHaveLength(accepted);
        expect(accepted + refused.length).toBe(Object.keys(sent).length);
        expect(unchanged).toBe(refused.length === 0);
        for (const [metric, value] of Object.entries(values)) expect(value).toBe(sent[metric]);
      }),
    );
  });
});
