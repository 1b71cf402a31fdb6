import type { Schema } from '../../api/client.js';

export type ListedDevice = Schema<'ListedDevice'>;
export type Look = ListedDevice['state'] | 'disabled';

/** A device where it is. */
export interface Placed {
  readonly device: ListedDevice;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  /** Said by the device itself, or the place it was put at. */
  readonly by: 'reading' | 'location';
}

interface Position {
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
}

/** Where each device is: what it last said itself, else its location's position. Devices without either are left out. */
export function placeDevices(
  devices: readonly ListedDevice[],
  latest: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  locations: ReadonlyMap<string, Position>,
): readonly Placed[] {
  return devices.flatMap((device): Placed[] => {
    const values = latest.get(device.device);
    const own = positionOf(values?.['latitude'], values?.['longitude']);
    if (own !== undefined) return [{ device, ...own, by: 'reading' }];
    const location = device.locationId === null ? undefined : locations.get(device.locationId);
    const put = positionOf(location?.latitudeDeg, location?.longitudeDeg);
    return put === undefined ? [] : [{ device, ...put, by: 'location' }];
  });
}

/** Latitude and longitude 0 at once is a receiver without a fix, not a device in the Gulf of Guinea. */
function positionOf(
  latitudeDeg: unknown,
  longitudeDeg: unknown,
): Pick<Placed, 'latitudeDeg' | 'longitudeDeg'> | undefined {
  if (typeof latitudeDeg !== 'number' || typeof longitudeDeg !== 'number') return undefined;
  if (Math.abs(latitudeDeg) > 90 || Math.abs(longitudeDeg) > 180) return undefined;
  return latitudeDeg === 0 && longitudeDeg === 0 ? undefined : { latitudeDeg, longitudeDeg };
}

export function lookOf({ disabled, state }: ListedDevice): Look {
  return disabled ? 'disabled' : state;
}

const WORST: readonly Look[] = ['stale', 'silent', 'disabled', 'online'];

/** Devices that would cover one another at a zoom level, as one marker. */
export interface Cluster {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly members: readonly Placed[];
  /** Of the member that most needs somebody. */
  readonly look: Look;
}

/** Pixels of the world at zoom 0 in the map's projection. */
const WORLD_PX = 256;
const CELL_PX = 46;

/** Each joins the first cluster that begins within reach of it: the same at each look at the same zoom. */
export function cluster(placed: readonly Placed[], zoom: number): readonly Cluster[] {
  const scale = (WORLD_PX * 2 ** zoom) / CELL_PX;
  const cells = new Map<string, Seed[]>();
  const seeds: Seed[] = [];
  for (const one of placed) {
    const [x, y] = mercator(one).map((share) => share * scale) as [number, number];
    const near = neighbours(x, y).flatMap((key) => cells.get(key) ?? []);
    const seed = near.find((its) => Math.hypot(its.x - x, its.y - y) < 1);
    if (seed !== undefined) {
      seed.members.push(one);
      continue;
    }
    const made: Seed = { x, y, members: [one] };
    seeds.push(made);
    const key = `${Math.floor(x)} ${Math.floor(y)}`;
    cells.set(key, [...(cells.get(key) ?? []), made]);
  }
  return seeds.map(({ members }) => ({
    members,
    latitudeDeg: mean(members.map(({ latitudeDeg }) => latitudeDeg)),
    longitudeDeg: mean(members.map(({ longitudeDeg }) => longitudeDeg)),
    look: WORST.find((look) => members.some(({ device }) => lookOf(device) === look)) ?? 'online',
  }));
}

/** Where a cluster began, in cells of the screen. */
interface Seed {
  readonly x: number;
  readonly y: number;
  readonly members: Placed[];
}

const AROUND = [-1, 0, 1];

function neighbours(x: number, y: number): readonly string[] {
  return AROUND.flatMap((right) => AROUND.map((down) => `${Math.floor(x) + right} ${Math.floor(y) + down}`));
}

/** Web Mercator, 0 to 1 from west to east and from north to south. */
function mercator({ latitudeDeg, longitudeDeg }: Pick<Placed, 'latitudeDeg' | 'longitudeDeg'>): [number, number] {
  const sine = Math.sin((Math.max(-85, Math.min(85, latitudeDeg)) * Math.PI) / 180);
  return [longitudeDeg / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** How many of each look, in words: `3 online, 1 stale`. */
export function lookWords(placed: readonly Placed[]): string {
  return (['online', 'stale', 'silent', 'disabled'] as const)
    .map((look) => [placed.filter(({ device }) => lookOf(device) === look).length, look] as const)
    .filter(([count]) => count > 0)
    .map(([count, look]) => `${count} ${look}`)
    .join(', ');
}
