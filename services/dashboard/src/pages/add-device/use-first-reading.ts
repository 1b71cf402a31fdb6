import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { answerOf, api, orGone, type Schema } from '../../api/client.js';
import { useLive } from '../../api/use-live.js';
import { useProfiles, type Profile } from '../../api/use-registry.js';
import type { Made } from './use-make.js';

/** While nothing arrived; the live feed usually is quicker. */
const POLL_MS = 2_000;

type Waiting =
  | { readonly phase: 'waiting' }
  /** The server knows the device and has nothing of it yet. */
  | { readonly phase: 'registered'; readonly connected: boolean }
  /** Some of it, or a message before it, may have been refused all the same. */
  | {
      readonly phase: 'received';
      readonly latest: Schema<'Latest'>;
      readonly letter?: Schema<'DeadLetter'> | undefined;
    }
  | { readonly phase: 'refused'; readonly letter: Schema<'DeadLetter'> };

async function lookFor({ draft: { device }, at, before }: Made): Promise<Waiting> {
  const latest = await orGone(answerOf(api.GET('/devices/{device}/latest', { params: { path: { device } } })));
  if (latest === undefined) return { phase: 'waiting' };
  const letters = await orGone(
    answerOf(api.GET('/dead-letters', { params: { query: { device, from: String(at), limit: 1 } } })),
  );
  const [letter] = letters?.items ?? [];
  if (latest.at !== null && latest.at !== before) return { phase: 'received', latest, letter };
  return letter ? { phase: 'refused', letter } : { phase: 'registered', connected: false };
}

function unitsOf(profile: Profile | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((profile?.metrics ?? []).map(({ metric, unit }) => [metric, unit]));
}

/** What became of a device that was just added, and other devices that registered themselves meanwhile. */
export function useFirstReading(made: Made) {
  const { device, profile } = made.draft;
  const [others, setOthers] = useState<readonly string[]>([]);
  const [connected, setConnected] = useState(false);
  const { data: profiles } = useProfiles();
  const units = useMemo(() => unitsOf(profiles?.find(({ id }) => id === profile)), [profiles, profile]);
  const [reading, setReading] = useState<Schema<'Latest'>>();
  const query = useQuery({
    queryKey: ['first-reading', device, made.at],
    queryFn: () => lookFor(made),
    refetchInterval: ({ state }) => (state.data?.phase === 'received' ? false : POLL_MS),
  });
  const phase = query.data?.phase ?? 'waiting';
  // A device that is not registered yet has no feed of its own.
  const filter =
    phase === 'waiting'
      ? { events: ['device', 'connection'] as const }
      : { devices: [device], events: ['reading', 'refused', 'connection'] as const };
  useLive(filter, (events) => {
    const own = events.filter((event) => event.device === device);
    for (const event of own) {
      if (event.event === 'connection') setConnected(event.connected);
      if (event.event === 'reading') setReading({ device, at: event.at, values: event.values, units });
    }
    if (own.length > 0) void query.refetch();
    const news = events.filter((event) => event.event === 'device' && event.device !== device);
    if (news.length > 0) setOthers((known) => [...new Set([...known, ...news.map((event) => event.device)])].slice(-3));
  });
  // The feed tells what the log has; the latest value is stored a moment later.
  const asked = query.data ?? { phase: 'waiting' };
  const letter = 'letter' in asked ? asked.letter : undefined;
  const state: Waiting = reading ? { phase: 'received', latest: reading, letter } : asked;
  return { state: state.phase === 'registered' ? { ...state, connected } : state, others, error: query.error };
}
