import { useEffect, useRef } from 'react';
import { answered } from '../app/connection.js';
import { queryClient } from '../app/query-client.js';
import { LiveFeed, type OnEvents } from './live-feed.js';
import type { LiveFilter } from './live-filter.js';

/** Everything shown is fetched anew. */
export const refetchShown = (): void => void queryClient.invalidateQueries({ refetchType: 'active' });

export const liveFeed = new LiveFeed({
  opened: answered,
  // The server may have closed it alone: whether it still answers, it is asked.
  broke: () => void queryClient.invalidateQueries({ queryKey: ['session'] }),
  gap: refetchShown,
});

/**
 * What arrives, in batches of about 150 ms, while the component is shown; all parts of a page share one connection.
 * The filter is compared by its content: it need not be kept. `enabled: false` hears nothing.
 */
export function useLive(filter: LiveFilter, onEvents: OnEvents, enabled = true): void {
  const handler = useRef(onEvents);
  useEffect(() => {
    handler.current = onEvents;
  });
  const text = JSON.stringify(filter);
  useEffect(() => {
    if (!enabled) return;
    return liveFeed.listen(JSON.parse(text) as LiveFilter, (events) => handler.current(events));
  }, [text, enabled]);
}
