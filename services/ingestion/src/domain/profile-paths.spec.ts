import { describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { pathConflict } from './profile-paths.js';

describe('the places of a profile’s metrics in a payload', () => {
  it.each([
    ['a metric and a key path that begins with its name', [{ metric: 'a' }, { metric: 'b', keyPath: ['a', 'x'] }]],
    ['the same in the other order', [{ metric: 'b', keyPath: ['a', 'x'] }, { metric: 'a' }]],
    ['two metrics at one place', [{ metric: 'a' }, { metric: 'b', keyPath: ['a'] }]],
    [
      'a key path that goes on where another ends',
      [
        { metric: 'a', keyPath: ['x', 'y', 'z'] },
        { metric: 'b', keyPath: ['x', 'y'] },
      ],
    ],
  ])('cannot be %s', (_what, metrics) => {
    expect(pathConflict(metrics)).toMatch(/^metric '.' at \S+ and metric '.' at \S+ cannot both be there/);
  });

  it('may share the beginning of their key paths', () => {
    const metrics = [{ metric: 'a', keyPath: ['x', 'a'] }, { metric: 'x.a' }, { metric: 'b', keyPath: ['x', 'b'] }];
    expect(pathConflict([...metrics, { metric: 'c', keyPath: ['y'] }, { metric: 'd' }])).toBeUndefined();
  });

  it('do not meet in any profile of the packs', () => {
    for (const { metrics } of allPacks.flatMap(({ profiles }) => profiles))
      expect(pathConflict(metrics)).toBeUndefined();
  });
});
