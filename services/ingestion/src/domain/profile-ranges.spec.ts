import { describe, expect, it } from '@jest/globals';
import type { MetricSpec } from '@fieldline/contracts';
import { allPacks } from '@fieldline/domains';
import fc from 'fast-check';
import { ProfileCheck } from './check-values.js';
import { ReadingIdentity } from './reading-identity.js';

const RUNS = { numRuns: 25 };
/** How far from a bound a value must be where it arrives in another unit: converting it may round. */
const ROUNDING = 1e-9;

/** Values as the profile holds them, and what the check must say of them. */
interface Case {
  readonly inside: fc.Arbitrary<unknown>;
  readonly outside: fc.Arbitrary<unknown>;
  readonly rule: string;
}

const finite = { noNaN: true, noDefaultInfinity: true } as const;

function numbers({ min = -Number.MAX_VALUE, max = Number.MAX_VALUE, scale, offset }: MetricSpec): Case {
  const margin = (bound: number) => (scale === undefined && offset === undefined ? 0 : Math.abs(bound) * ROUNDING);
  const [low, high] = [min + margin(min), max - margin(max)];
  return {
    inside: fc.oneof(fc.constantFrom(low, high), fc.double({ min: low, max: high, ...finite })),
    outside: fc
      .oneof(
        fc.double({ min: -1e100, max: min - margin(min), maxExcluded: true, ...finite }),
        fc.double({ min: max + margin(max), max: 1e100, minExcluded: true, ...finite }),
      )
      // −0 is no less than a bound of 0
      .filter((value) => value < min || value > max),
    rule: 'out-of-range',
  };
}

function caseOf(spec: MetricSpec): Case {
  switch (spec.type) {
    case 'number':
      return numbers(spec);
    case 'number[]': {
      const { inside, outside, rule } = numbers(spec);
      const good = fc.array(inside, { minLength: 1, maxLength: 20 });
      const spoilt = fc.tuple(fc.array(inside), outside, fc.array(inside));
      return { inside: good, outside: spoilt.map(([before, bad, after]) => [...before, bad, ...after]), rule };
    }
    case 'boolean':
      return { inside: fc.boolean(), outside: fc.constantFrom(0, 1, 'true'), rule: 'wrong-type' };
    case 'string': {
      const { states } = spec;
      if (states === undefined) return { inside: fc.string(), outside: fc.double(finite), rule: 'wrong-type' };
      const others = fc.string().filter((text) => !states.includes(text));
      return { inside: fc.constantFrom(...states), outside: others, rule: 'unknown-state' };
    }
  }
}

/** A value as a device sends it: under the profile's keys, in the unit it arrives in. */
function sent(
  { metric, keyPath = [metric], scale = 1, offset = 0 }: MetricSpec,
  value: unknown,
): Record<string, unknown> {
  const back = (stored: unknown) => (typeof stored === 'number' ? (stored - offset) / scale : stored);
  const payload = scale === 1 && offset === 0 ? value : Array.isArray(value) ? value.map(back) : back(value);
  return keyPath.reduceRight((inner: unknown, key) => ({ [key]: inner }), payload) as Record<string, unknown>;
}

describe.each(allPacks.flatMap((pack) => pack.profiles))('the ranges of $id (A5, B1, E2, S2, V1)', (profile) => {
  const check = new ProfileCheck({ ...profile, metrics: [...profile.metrics] });
  const checked = (values: Record<string, unknown>) => {
    const identity = new ReadingIdentity();
    identity.begin(null, null);
    return check.check(values, identity);
  };

  it.each([...profile.metrics])('take $metric inside and refuse it outside', (spec) => {
    const { inside, outside, rule } = caseOf(spec);
    fc.assert(
      fc.property(inside, (value) => {
        const { accepted, refused } = checked(sent(spec, value));
        expect({ accepted, refused }).toEqual({ accepted: 1, refused: [] });
      }),
      RUNS,
    );
    fc.assert(
      fc.property(outside, (value) => {
        const { accepted, refused } = checked(sent(spec, value));
        expect(accepted).toBe(0);
        expect(refused).toMatchObject([{ rule, metric: spec.metric }]);
      }),
      RUNS,
    );
  });
});
