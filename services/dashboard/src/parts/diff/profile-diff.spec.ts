import { describe, expect, it } from '@jest/globals';
import { editDistance } from './edit-distance.js';
import { hexLines } from './hex-lines.js';
import { diffProfiles } from './profile-diff.js';
import type { ProfileMetric } from './profile-metric.js';

const power: ProfileMetric = {
  metric: 'power',
  unit: 'W',
  kind: 'gauge',
  type: 'number',
  stalenessSeconds: 60,
  max: 5,
};

describe('the difference between two versions of a profile', () => {
  it('names what came, went and changed, and what of it', () => {
    const after = [
      { ...power, max: 10, keyPath: ['p', 'w'] },
      { ...power, metric: 'energy', unit: 'kW.h' },
    ];
    expect(diffProfiles([power, { ...power, metric: 'mode' }], after)).toEqual([
      { metric: 'power', change: 'changed', details: ['max: 5 → 10', 'keyPath: none → p, w'] },
      { metric: 'energy', change: 'added', details: ['at most 5 kW·h'] },
      { metric: 'mode', change: 'removed', details: ['at most 5 W'] },
    ]);
  });

  it('is empty where both are the same, whatever the order of the metrics', () => {
    const energy = { ...power, metric: 'energy' };
    expect(diffProfiles([power, energy], [energy, { ...power }])).toEqual([]);
  });
});

describe('the distance between two names', () => {
  it.each([
    ['', 'abc', 3],
    ['temp', 'temp', 0],
    ['kitten', 'sitting', 3],
    ['teh', 'the', 1],
    ['ab', 'ba', 1],
  ])('of "%s" and "%s" is %d', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
    expect(editDistance(other, one)).toBe(distance);
  });
});

describe('bytes as lines', () => {
  it('are sixteen a line, with what can be read beside', () => {
    expect(hexLines(Uint8Array.from([...Array.from({ length: 16 }, () => 0x41), 0x00, 0xff]))).toEqual([
      { offset: '0000', hex: Array.from({ length: 16 }, () => '41').join(' '), text: 'A'.repeat(16) },
      { offset: '0010', hex: '00 ff', text: '..' },
    ]);
  });
});
