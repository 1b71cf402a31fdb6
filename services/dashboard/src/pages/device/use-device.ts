import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, ApiError, type Schema } from '../../api/client.js';
import { useLive } from '../../api/use-live.js';
import { queryClient } from '../../app/query-client.js';

export type Device = Schema<'Device'>;
export type ListedDevice = Schema<'ListedDevice'>;
export type Latest = Schema<'Latest'>;

const STATE_REFETCH_MS = 10_000;

/** A device with the ETag that a change of it names. */
export interface TaggedDevice {
  readonly device: Device;
  readonly etag: string | undefined;
}

export const deviceKey = (device: string): readonly string[] => ['device', device];

export function useDevice(device: string) {
  return useQuery({
    queryKey: deviceKey(device),
    queryFn: async (): Promise<TaggedDevice> => {
      const asked = api.GET('/devices/{device}', { params: { path: { device } } });
      const found = await answerOf(asked);
      return { device: found, etag: (await asked).response.headers.get('etag') ?? undefined };
    },
  });
}

/** What the device is doing. Null: the list does not know it yet. */
export function useDeviceState(device: string) {
  useLive({ devices: [device], events: ['connection', 'device'] }, (events) => {
    void queryClient.invalidateQueries({ queryKey: ['device-state', device] });
    if (events.some(({ event }) => event === 'device')) {
      void queryClient.invalidateQueries({ queryKey: deviceKey(device) });
    }
  });
  return useQuery({
    queryKey: ['device-state', device],
    refetchInterval: STATE_REFETCH_MS,
    queryFn: () => findListed(device),
  });
}

async function findListed(device: string): Promise<ListedDevice | null> {
  let cursor: string | undefined;
  do {
    const query = { q: device, limit: 1_000, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await answerOf(api.GET('/devices', { params: { query } }));
    const found = items.find((item) => item.device === device);
    if (found !== undefined) return found;
    cursor = next;
  } while (cursor !== undefined);
  return null;
}

/** A version never changes. */
export function useProfileVersion(profile: Schema<'Device'>['profile'] | undefined) {
  const { id = '', version = 0 } = profile ?? {};
  return useQuery({
    queryKey: ['profile-version', id, version],
    enabled: profile !== undefined,
    staleTime: Infinity,
    queryFn: () =>
      answerOf(api.GET('/profiles/{profile}/versions/{version}', { params: { path: { profile: id, version } } })),
  });
}

/** Latest values that tick: what was fetched, and what came live since. */
export function useLatest(device: string) {
  const [live, setLive] = useState<Pick<Latest, 'at' | 'values'>>();
  useLive({ devices: [device], events: ['reading'] }, (events) => {
    setLive((before) => {
      let { at, values } = before ?? { at: null, values: {} };
      for (const event of events) {
        if (event.event !== 'reading') continue;
        at = Math.max(at ?? event.at, event.at);
        values = { ...values, ...event.values };
      }
      return { at, values };
    });
  });
  const query = useQuery({
    queryKey: ['latest', device],
    queryFn: () => answerOf(api.GET('/devices/{device}/latest', { params: { path: { device } } })),
  });
  return { query, latest: merged(query.data, live) };
}

function merged(fetched: Latest | undefined, live: Pick<Latest, 'at' | 'values'> | undefined): Latest | undefined {
  if (fetched === undefined || live === undefined) return fetched;
  if ((fetched.at ?? 0) > (live.at ?? 0)) return { ...fetched, values: { ...live.values, ...fetched.values } };
  return { ...fetched, at: live.at, values: { ...fetched.values, ...live.values } };
}

/** Whether an error says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 404;
}
