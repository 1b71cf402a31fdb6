import { useState } from 'react';
import { useLive } from '../../api/use-live.js';
import type { RawValue } from './use-series.js';

type LivePoints = ReadonlyMap<string, readonly (readonly [number, RawValue])[]>;

/** Of each metric: the series is fetched anew long before. */
const MOST_POINTS = 2_000;
const NONE: LivePoints = new Map();

/** What arrived of these devices while it was shown, by `device metric`, in order of time. */
export function useLivePoints(devices: readonly string[], enabled: boolean): LivePoints {
  const [points, setPoints] = useState<LivePoints>(NONE);
  useLive(
    { devices, events: ['reading'] },
    (events) => {
      setPoints((before) => {
        const next = new Map(before);
        for (const event of events) {
          if (event.event !== 'reading') continue;
          for (const [metric, value] of Object.entries(event.values)) {
            const key = liveKey(event.device, metric);
            next.set(key, withPoint(next.get(key) ?? [], event.at, value));
          }
        }
        return next;
      });
    },
    enabled && devices.length > 0,
  );
  return enabled ? points : NONE;
}

export function liveKey(device: string, metric: string): string {
  return `${device} ${metric}`;
}

/** An older one is left to the next fetch, which has it in its place. */
function withPoint(
  points: readonly (readonly [number, RawValue])[],
  at: number,
  value: RawValue,
): readonly (readonly [number, RawValue])[] {
  if (at <= (points.at(-1)?.[0] ?? -Infinity)) return points;
  return [...points.slice(1 - MOST_POINTS), [at, value]];
}
