import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';
import { allOf } from '../../api/use-registry.js';
import { placeDevices, type Placed } from './map-places.js';

const REFETCH_MS = 15_000;
/** The API names at most so many devices at once; addresses have an end too. */
const LATEST_AT_ONCE = 100;

export interface Places {
  readonly placed: readonly Placed[];
  readonly without: number;
}

/** All devices that are somewhere, and how many are nowhere. */
export function usePlaced() {
  return useQuery({
    queryKey: ['placed'],
    refetchInterval: REFETCH_MS,
    queryFn: async (): Promise<Places> => {
      const [devices, locations, moving] = await Promise.all([
        allOf((query) => answerOf(api.GET('/devices', { params: { query } }))),
        allOf((query) => answerOf(api.GET('/locations', { params: { query } }))),
        movingProfiles(),
      ]);
      const asked = devices.filter(({ profile }) => moving.has(profile.id)).map(({ device }) => device);
      const placed = placeDevices(devices, await latestOf(asked), new Map(locations.map((its) => [its.id, its])));
      return { placed, without: devices.length - placed.length };
    },
  });
}

/** Profiles whose devices say where they are. */
async function movingProfiles(): Promise<ReadonlySet<string>> {
  const profiles = await allOf((query) => answerOf(api.GET('/profiles', { params: { query } })));
  const has = ({ metrics }: (typeof profiles)[number], name: string): boolean =>
    metrics.some(({ metric }) => metric === name);
  return new Set(profiles.filter((its) => has(its, 'latitude') && has(its, 'longitude')).map(({ id }) => id));
}

async function latestOf(devices: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const latest = new Map<string, Readonly<Record<string, unknown>>>();
  for (let at = 0; at < devices.length; at += LATEST_AT_ONCE) {
    const device = devices.slice(at, at + LATEST_AT_ONCE);
    const { items } = await answerOf(api.GET('/latest', { params: { query: { device } } }));
    for (const item of items) latest.set(item.device, item.values);
  }
  return latest;
}
