import { describe, expect, it } from '@jest/globals';
import { withEvents } from './apply-events.js';
import type { ListedDevice } from './list-query.js';

const device = (name: string): ListedDevice => ({
  ...{ device: name, id: name, name, type: 'device', siteId: 's', site: 'Home', locationId: null, domain: 'own' },
  ...{ profile: { id: 'p', version: 1 }, disabled: false, state: 'silent', connected: false, lastReadingAt: null },
  ...{ readingsPerMinute: 0, refusedLastHour: 0 },
});

describe('the list while events arrive', () => {
  const pages = [{ items: [device('a'), device('b')] }, { items: [device('c')] }];

  it('shows a device that sends as online, with the newest arrival', () => {
    const [page] = withEvents(pages, [
      { event: 'reading', device: 'b', at: 1, receivedAt: 90, values: {} },
      { event: 'reading', device: 'b', at: 2, receivedAt: 70, values: {} },
    ]);
    expect(page?.items[1]).toMatchObject({ device: 'b', state: 'online', lastReadingAt: 90 });
    expect(page?.items[0]).toBe(pages[0]?.items[0]);
  });

  it('counts what is refused and follows the connection', () => {
    const reason = { rule: 'out-of-range', message: 'x' };
    const [, page] = withEvents(pages, [
      { event: 'refused', device: 'c', receivedAt: 1, kind: 'value', topic: 't', reason },
      { event: 'refused', device: 'c', receivedAt: 2, kind: 'reading', topic: 't', reason },
      { event: 'connection', device: 'c', connected: true, at: 3 },
    ]);
    expect(page?.items[0]).toMatchObject({ refusedLastHour: 2, connected: true, state: 'silent' });
  });

  it('leaves pages alone that it does not concern', () => {
    const after = withEvents(pages, [{ event: 'connection', device: 'c', connected: true, at: 3 }]);
    expect(after[0]).toBe(pages[0]);
    expect(after[1]).not.toBe(pages[1]);
  });
});
