import { describe, expect, it } from '@jest/globals';
import { cluster, lookWords, placeDevices, type ListedDevice } from './map-places.js';

function device(name: string, change: Partial<ListedDevice> = {}): ListedDevice {
  return {
    ...{ device: name, id: name, name, type: 'device', siteId: 's', site: 'Site', locationId: null, domain: 'own' },
    ...{ profile: { id: 'p', version: 1 }, disabled: false, state: 'online', connected: true, lastReadingAt: null },
    ...{ readingsPerMinute: 0, refusedLastHour: 0 },
    ...change,
  };
}

const NO_VALUES = new Map<string, Record<string, unknown>>();
const rome = { latitudeDeg: 41.9, longitudeDeg: 12.5 };

describe('where devices are', () => {
  it('is what they last said, else their location', () => {
    const devices = [device('van', { locationId: 'yard' }), device('pump', { locationId: 'yard' }), device('lost')];
    const latest = new Map([['van', { latitude: 48.1, longitude: 11.6 }]]);
    const placed = placeDevices(devices, latest, new Map([['yard', rome]]));
    expect(placed.map(({ device: { device: name }, by, latitudeDeg }) => [name, by, latitudeDeg])).toEqual([
      ['van', 'reading', 48.1],
      ['pump', 'location', 41.9],
    ]);
  });

  it.each([
    [{ latitude: 0, longitude: 0 }],
    [{ latitude: 91, longitude: 0 }],
    [{ latitude: '48', longitude: '11' }],
    [{ latitude: 48 }],
  ])('is not %j', (values) => {
    expect(placeDevices([device('van')], new Map([['van', values]]), new Map())).toEqual([]);
  });

  it('is nowhere for a location without a position', () => {
    const locations = new Map([['yard', { latitudeDeg: null, longitudeDeg: null }]]);
    expect(placeDevices([device('a', { locationId: 'yard' })], NO_VALUES, locations)).toEqual([]);
  });
});

describe('markers that would cover one another', () => {
  const at = (name: string, latitudeDeg: number, longitudeDeg: number, change: Partial<ListedDevice> = {}) => ({
    ...{ device: device(name, change), latitudeDeg, longitudeDeg, by: 'location' as const },
  });
  const placed = [at('a', 41.9, 12.5), at('b', 41.9001, 12.5001, { state: 'stale' }), at('c', 48.1, 11.6)];

  it('are one, which looks like the one that most needs somebody', () => {
    const [rome2, munich] = cluster(placed, 6);
    expect(rome2).toMatchObject({ look: 'stale' });
    expect(rome2?.members).toHaveLength(2);
    expect(munich?.members).toHaveLength(1);
    expect(lookWords(placed)).toBe('2 online, 1 stale');
  });

  it('part when one looks closer, and lose nobody', () => {
    expect(cluster(placed, 20)).toHaveLength(3);
    for (const zoom of [0, 3, 9]) expect(cluster(placed, zoom).flatMap(({ members }) => members)).toHaveLength(3);
  });
});
