import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { inOrder, readListQuery, sortedBy, SORTS, STATES, writeListQuery, type ListedDevice } from './list-query.js';

const device = (name: string, more: Partial<ListedDevice> = {}): ListedDevice => ({
  ...{ device: name, id: name, name, type: 'device', siteId: 's', site: 'Home', locationId: null, domain: 'own' },
  ...{ profile: { id: 'p', version: 1 }, disabled: false, state: 'online', connected: true, lastReadingAt: 1 },
  ...{ readingsPerMinute: 0, refusedLastHour: 0, ...more },
});
const names = (devices: readonly ListedDevice[]) => devices.map((each) => each.device);

describe('the address of the device list', () => {
  it('keeps search, filters and order, whatever they are', () => {
    const some = fc.record(
      {
        q: fc.string({ minLength: 1 }),
        site: fc.string({ minLength: 1 }),
        domain: fc.string({ minLength: 1 }),
        state: fc.constantFrom(...STATES),
        disabled: fc.constantFrom('true' as const, 'false' as const),
        sort: fc.constantFrom(...SORTS),
        descending: fc.boolean(),
      },
      { requiredKeys: ['sort', 'descending'] },
    );
    fc.assert(fc.property(some, (query) => expect(readListQuery(writeListQuery(query))).toEqual(query)));
  });

  it('is short where nothing is filtered', () => {
    expect(writeListQuery({ sort: 'device', descending: false, q: '' })).toBe('');
  });

  it('passes over what it does not understand', () => {
    expect(readListQuery('?state=broken&sort=colour&other=1&disabled=maybe&site=')).toEqual({
      sort: 'device',
      descending: false,
    });
  });
});

describe('the order of the device list', () => {
  it('turns around on a second press, and begins with the newest and the most', () => {
    const plain = readListQuery('');
    expect(sortedBy(plain, 'name')).toMatchObject({ sort: 'name', descending: false });
    expect(sortedBy(plain, 'refused')).toMatchObject({ sort: 'refused', descending: true });
    expect(sortedBy(sortedBy(plain, 'refused'), 'refused')).toMatchObject({ descending: false });
  });

  it('leaves equal devices by external id, in both directions', () => {
    const devices = [
      device('a'),
      device('b', { refusedLastHour: 3 }),
      device('c'),
      device('d', { refusedLastHour: 3 }),
    ];
    expect(names(inOrder(devices, readListQuery('?sort=-refused')))).toEqual(['b', 'd', 'a', 'c']);
    expect(names(inOrder(devices, readListQuery('?sort=refused')))).toEqual(['a', 'c', 'b', 'd']);
  });

  it('puts a device without readings behind all others, and a disabled one behind the silent', () => {
    const devices = [device('a', { lastReadingAt: null }), device('b', { lastReadingAt: 5 })];
    expect(names(inOrder(devices, readListQuery('?sort=-last')))).toEqual(['b', 'a']);
    const states = [device('a', { disabled: true }), device('b', { state: 'silent' }), device('c')];
    expect(names(inOrder(states, readListQuery('?sort=state')))).toEqual(['c', 'b', 'a']);
  });
});
