import { useSyncExternalStore } from 'react';
import { every, now } from './browser-clock.js';

const TICK_MS = 1_000;
const watchers = new Set<() => void>();
let current = now();
let stop: (() => void) | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  if (stop === undefined) {
    current = now();
    stop = every(TICK_MS, () => {
      current = now();
      for (const each of watchers) each();
    });
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

/** ms since 1970, a second old at most; renders again each second. One timer serves the whole page. */
export const useNow = (): number => useSyncExternalStore(watch, () => current);
