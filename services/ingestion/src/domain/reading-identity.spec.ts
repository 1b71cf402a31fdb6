import { describe, expect, it } from '@jest/globals';
import type { MetricValue } from '@fieldline/contracts';
import fc from 'fast-check';
import { hashText, identityOfValues, ReadingIdentity } from './reading-identity.js';

interface Counted {
  readonly boot?: string | number | null;
  readonly seq?: number | null;
}

function identityOf(values: Readonly<Record<string, MetricValue>>, { boot = null, seq = null }: Counted = {}): number {
  const identity = new ReadingIdentity();
  identity.begin(boot, seq);
  for (const [metric, value] of Object.entries(values)) identity.add(hashText(metric), value);
  return identity.end();
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const value: fc.Arbitrary<MetricValue> = fc.oneof(finite, fc.boolean(), fc.string(), fc.array(finite));
const values = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/), value, { minKeys: 1, maxKeys: 8 });

describe('the identity of a reading', () => {
  it('is a safe integer from 0', () => {
    fc.assert(
      fc.property(values, fc.option(fc.maxSafeNat()), (sent, seq) => {
        const identity = identityOf(sent, { seq });
        expect(Number.isSafeInteger(identity) && identity >= 0).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the metrics', () => {
    fc.assert(
      fc.property(values, fc.nat(), (sent, seq) => {
        const turned = Object.fromEntries(Object.entries(sent).reverse());
        expect(identityOf(turned, { seq })).toBe(identityOf(sent, { seq }));
      }),
    );
  });

  it('has a part that the values make alone', () => {
    const boot = fc.option(fc.oneof(fc.maxSafeInteger(), fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/)));
    fc.assert(
      fc.property(values, boot, fc.option(fc.maxSafeNat()), (sent, ofBoot, seq) => {
        const identity = identityOf(sent, { boot: ofBoot, seq });
        expect(identityOfValues(identity, ofBoot, seq)).toBe(identityOf(sent));
      }),
    );
  });

  it('does not depend on what the builder was used for before', () => {
    const identity = new ReadingIdentity();
    identity.begin('boot', 5);
    identity.add(hashText('a'), [1, 2]);
    identity.begin(null, null);
    identity.add(hashText('b'), 1);
    expect(identity.end()).toBe(identityOf({ b: 1 }));
  });

  it('changes with any one value', () => {
    fc.assert(
      fc.property(values, value, (sent, other) => {
        const [metric] = Object.keys(sent) as [string];
        const before = sent[metric];
        const same = JSON.stringify(before) === JSON.stringify(other) || (before === 0 && other === 0);
        fc.pre(!same);
        expect(identityOf({ ...sent, [metric]: other })).not.toBe(identityOf(sent));
      }),
    );
  });

  it('changes with a value more, and with the name of one', () => {
    expect(identityOf({ a: 1, b: 2 })).not.toBe(identityOf({ a: 1 }));
    expect(identityOf({ a: 1, b: 2 })).not.toBe(identityOf({ a: 2, b: 1 }));
    expect(identityOf({ a: 0, b: 0 })).not.toBe(identityOf({ a: 0 }));
  });

  it('changes with boot and seq, and tells them from their absence', () => {
    const sent = { a: 1 };
    const all = [
      identityOf(sent),
      identityOf(sent, { seq: 0 }),
      identityOf(sent, { seq: 1 }),
      identityOf(sent, { seq: 2 ** 32 }),
      identityOf(sent, { boot: 0 }),
      identityOf(sent, { boot: '0' }),
      identityOf(sent, { boot: 'b' }),
      identityOf(sent, { boot: 'b', seq: 0 }),
      identityOf(sent, { boot: 1, seq: 0 }),
      identityOf(sent, { boot: 0, seq: 1 }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('takes -0 for 0, as JSON and stores do', () => {
    expect(identityOf({ a: -0 }, { seq: -0 })).toBe(identityOf({ a: 0 }, { seq: 0 }));
    expect(identityOf({ a: [-0] })).toBe(identityOf({ a: [0] }));
  });

  it('tells types and the places in an array apart', () => {
    const all: MetricValue[] = [0, 1, true, false, '', '0', '1', 'true', [0], [1], [1, 0], [0, 1], [0, 0], [1, 0, 0]];
    expect(new Set(all.map((one) => identityOf({ a: one }))).size).toBe(all.length);
  });

  it('stays the same from version to version', () => {
    expect(identityOf({ voltage: 3.7, charging: true, mode: 'idle', cells: [3.6, 3.8] }, { boot: 'b1', seq: 42 })).toBe(
      FROZEN,
    );
  });

  it('does not collide among 200,000 readings that differ by little', () => {
    const identities = new Float64Array(READINGS);
    const voltage = hashText('voltage');
    const current = hashText('current');
    const builder = new ReadingIdentity();
    for (let i = 0; i < identities.length; i += 1) {
      builder.begin(null, i % 10);
      builder.add(voltage, 3 + (Math.floor(i / 10) % 1000) / 1000);
      builder.add(current, Math.floor(i / 10_000) / 100);
      identities[i] = builder.end();
    }
    expect(repetitions(identities)).toBe(0);
  });

  it('does not collide among 200,000 numbers of all sizes', () => {
    const identities = new Float64Array(READINGS);
    const name = hashText('v');
    const builder = new ReadingIdentity();
    let state = 1;
    for (let i = 0; i < identities.length; i += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      builder.begin(null, null);
      builder.add(name, i + state / 2 ** 32);
      identities[i] = builder.end();
    }
    expect(repetitions(identities)).toBe(0);
  });
});

function repetitions(numbers: Float64Array): number {
  numbers.sort();
  let count = 0;
  for (let i = 1; i < numbers.length; i += 1) if (numbers[i] === numbers[i - 1]) count += 1;
  return count;
}

/** 2 × 10¹⁰ pairs: 32 bits would show five collisions. */
const READINGS = 200_000;

/** Stored with every reading: another number for the same reading would store its repetitions again. */
const FROZEN = 720_286_047_231_887;
