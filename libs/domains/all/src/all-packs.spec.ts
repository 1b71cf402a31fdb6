import { describe, expect, it } from '@jest/globals';
import { allPacks } from './all-packs.js';

const profiles = allPacks.flatMap((pack) => pack.profiles);

describe('the packs together', () => {
  it('name each profile version once', () => {
    const names = profiles.map(({ id, version }) => `${id}@${version}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('name each metric of a profile once', () => {
    for (const { metrics } of profiles) {
      expect(new Set(metrics.map(({ metric }) => metric)).size).toBe(metrics.length);
    }
  });

  it('give every numeric gauge a range that is one', () => {
    for (const { metrics } of profiles) {
      for (const spec of metrics.filter(({ type }) => type === 'number' || type === 'number[]')) {
        expect(spec.min).toBeLessThan(spec.max as number);
      }
    }
  });
});
