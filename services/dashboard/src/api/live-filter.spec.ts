import { describe, expect, it } from '@jest/globals';
import { lets, liveUrl, unionOf, type LiveEvent } from './live-filter.js';

const reading: LiveEvent = { event: 'reading', device: 'a', at: 1, receivedAt: 2, values: { voltage: 48 } };

describe('the filter of a shared live feed', () => {
  it('names each device and event that any part of the page wants, once', () => {
    const union = unionOf([
      { devices: ['b', 'a'], events: ['reading'] },
      { devices: ['a'], events: ['refused', 'reading'] },
    ]);
    expect(union).toEqual({ devices: ['a', 'b'], events: ['reading', 'refused'] });
  });

  it('lets all devices through when one part wants all, or when they are more than the API takes', () => {
    expect(unionOf([{ devices: ['a'] }, { events: ['reading'] }])).toEqual({});
    const many = Array.from({ length: 201 }, (_, index) => `device-${index}`);
    expect(unionOf([{ devices: many }])).toEqual({});
    expect(unionOf([{ devices: many.slice(1) }]).devices).toHaveLength(200);
  });

  it('gives a part only what it asked for', () => {
    expect(lets({ devices: ['a'], events: ['reading'] }, reading)).toBe(true);
    expect(lets({ devices: ['b'] }, reading)).toBe(false);
    expect(lets({ events: ['refused'] }, reading)).toBe(false);
    expect(lets({}, reading)).toBe(true);
  });

  it('goes on after the last event seen', () => {
    expect(liveUrl({ devices: ['a:1', 'b'], events: ['reading'] }, 'x 7')).toBe(
      '/api/v1/live?device=a%3A1&device=b&event=reading&lastEventId=x+7',
    );
    expect(liveUrl({})).toBe('/api/v1/live');
  });
});
