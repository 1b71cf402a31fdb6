import type { LiveEvent } from '../../api/live-filter.js';
import type { ListedDevice } from './list-query.js';

interface ListPage {
  readonly items: ListedDevice[];
}

/** The pages with what just arrived; pages that it does not concern stay the same objects. */
export function withEvents<P extends ListPage>(pages: readonly P[], events: readonly LiveEvent[]): P[] {
  const of = new Map<string, LiveEvent[]>();
  for (const event of events) of.set(event.device, [...(of.get(event.device) ?? []), event]);
  return pages.map((page) => {
    if (!page.items.some(({ device }) => of.has(device))) return page;
    return { ...page, items: page.items.map((item) => (of.get(item.device) ?? []).reduce(withEvent, item)) };
  });
}

function withEvent(device: ListedDevice, event: LiveEvent): ListedDevice {
  switch (event.event) {
    case 'reading':
      return { ...device, state: 'online', lastReadingAt: Math.max(device.lastReadingAt ?? 0, event.receivedAt) };
    case 'refused':
      return { ...device, refusedLastHour: device.refusedLastHour + 1 };
    case 'connection':
      return { ...device, connected: event.connected };
    case 'device':
      return device;
  }
}
