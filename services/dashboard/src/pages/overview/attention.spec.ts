import { describe, expect, it } from '@jest/globals';
import { concernsOf, devicesHref } from './attention.js';

const calm = { stale: 0, silent: 0, refusedLastHour: 0 };

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    expect(concernsOf([{ siteId: '1', site: 'Home', ...calm }])).toEqual([]);
  });

  it('is refused data first, then what stopped, then what never came; the most of each first', () => {
    const concerns = concernsOf([
      { siteId: '1', site: 'Home', ...calm, silent: 9, stale: 1 },
      { siteId: '2', site: 'Yard', ...calm, stale: 4, refusedLastHour: 1 },
    ]);
    expect(concerns.map(({ what, where }) => `${what} ${where}`)).toEqual([
      'refused Yard',
      'stale Yard',
      'stale Home',
      'silent Home',
    ]);
  });

  it('says how many in a sentence and leads to them', () => {
    expect(concernsOf([{ siteId: '2', site: 'Yard', ...calm, stale: 1, refusedLastHour: 1_200 }])).toEqual([
      {
        ...{ what: 'refused', where: 'Yard', href: '/dead-letters?site=2' },
        says: '1,200 messages were refused in the last hour',
      },
      { what: 'stale', where: 'Yard', says: '1 device has stopped sending', href: '/devices?site=2&state=stale' },
    ]);
  });

  it('leads to the whole list where nothing is filtered', () => {
    expect(devicesHref({})).toBe('/devices');
  });
});
