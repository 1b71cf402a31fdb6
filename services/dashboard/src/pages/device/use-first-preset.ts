import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';
import { useNow } from '../../app/now.js';
import { now } from '../../app/browser-clock.js';
import { PRESETS, presetSince, type Preset } from '../../parts/chart/time-range.js';
import type { Latest } from './use-device.js';

const DAY_MS = PRESETS['24h'].durationMs;

/**
 * The range that its charts begin with: the shortest in which all of its last day stands, or, where it was silent that
 * long, what it sent last. Undefined until that is known.
 */
export function useFirstPreset(device: string, latest: Latest | undefined): Preset | undefined {
  const nowMs = useNow();
  const lastAt = latest?.at ?? null;
  const metric = Object.keys(latest?.values ?? {})[0];
  const isRecent = lastAt !== null && lastAt > nowMs - DAY_MS;
  const first = useQuery({
    queryKey: ['first-value', device],
    enabled: isRecent && metric !== undefined,
    staleTime: Infinity,
    queryFn: async (): Promise<number | null> => {
      const query = { metric: metric ?? '', from: String(now() - DAY_MS), limit: 1 };
      const { points } = await answerOf(
        api.GET('/devices/{device}/series/raw', { params: { path: { device }, query } }),
      );
      return (points[0] as unknown as readonly [number] | undefined)?.[0] ?? null;
    },
  });
  if (latest === undefined) return undefined;
  if (lastAt === null || metric === undefined) return '1h';
  if (!isRecent) return presetSince(lastAt, nowMs);
  if (first.isPending) return undefined;
  // As time goes on, a value of a day ago does not make it a week.
  return first.data == null ? '24h' : presetSince(Math.max(first.data, nowMs - DAY_MS), nowMs);
}
