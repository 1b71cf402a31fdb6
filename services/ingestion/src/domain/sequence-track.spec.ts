import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FURTHEST_JUMP, MOST_GAPS, SequenceTrack } from './sequence-track.js';

function missingAfter(numbers: readonly number[]): number {
  const [first, ...rest] = numbers;
  const track = SequenceTrack.from(first as number);
  return rest.reduce((sum, seq) => sum + track.take(seq), 0);
}

describe('the numbers of a device’s boot', () => {
  it.each([
    ['in order leave nothing missing', [7, 8, 9], 0],
    ['passed over are missing', [7, 10], 2],
    ['that come late are missing no more', [7, 10, 9, 8], 0],
    ['before the first leave those between missing', [7, 4], 2],
    ['that come again change nothing', [7, 10, 10, 7, 9, 9], 1],
  ])('%s', (_title, numbers, missing) => {
    expect(missingAfter(numbers)).toBe(missing);
  });

  it('are those of a plain set, in any order, also when copied and stored between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 100 }), ([first = 0, ...rest]) => {
        const seen = new Set([first]);
        let track = SequenceTrack.from(first);
        let missing = 0;
        for (const seq of rest) {
          const before = track.copy();
          const kept = before.toFields();
          missing += track.take(seq);
          expect(before.toFields()).toEqual(kept);
          track = SequenceTrack.fromFields(JSON.parse(JSON.stringify(track.toFields())) as number[]);
          seen.add(seq);
          expect(missing).toBe(Math.max(...seen) - Math.min(...seen) + 1 - seen.size);
        }
      }),
    );
  });

  it('stay few, and what is forgotten stays missing', () => {
    const odd = Array.from({ length: MOST_GAPS + 10 }, (_, at) => 2 * at + 1);
    const track = SequenceTrack.from(odd[0] as number);
    const missing = odd.slice(1).reduce((sum, seq) => sum + track.take(seq), 0);
    expect(missing).toBe(odd.length - 1);
    expect(track.toFields()).toHaveLength(2 + 2 * MOST_GAPS);
    expect(track.take(2)).toBe(0);
    expect(track.take(odd.at(-1)! - 1)).toBe(-1);
  });

  it('are never fewer than none missing, nor many, whatever comes', () => {
    const seq = fc.oneof(fc.nat({ max: 400 }), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.array(seq, { minLength: 1, maxLength: 300 }), ([first = 0, ...rest]) => {
        const track = SequenceTrack.from(first);
        let missing = 0;
        for (const one of rest) {
          const more = track.take(one);
          missing += more;
          expect(more).toBeLessThanOrEqual(FURTHEST_JUMP);
          expect(missing).toBeGreaterThanOrEqual(0);
          expect(track.toFields().length).toBeLessThanOrEqual(2 + 2 * MOST_GAPS);
        }
      }),
    );
  });

  it('far from all before are another count, and no gap', () => {
    expect(missingAfter([5, 5 + FURTHEST_JUMP])).toBe(FURTHEST_JUMP - 1);
    expect(missingAfter([5, 6 + FURTHEST_JUMP, 8 + FURTHEST_JUMP, 5, 7])).toBe(2);
    expect(missingAfter([1, 3, Number.MAX_SAFE_INTEGER, 2])).toBe(1);
  });
});
