import { feature, mesh } from 'topojson-client';
import coarse from 'world-atlas/countries-110m.json?url';
import fine from 'world-atlas/countries-50m.json?url';
import { unrolled, type Line } from './unroll-line.js';

type Topology = Parameters<typeof feature>[0];

/** Land as rings and borders as lines, in degrees; Natural Earth, public domain, by way of world-atlas. */
export interface World {
  readonly land: readonly Line[];
  readonly borders: readonly Line[];
}

/** From this zoom on the coarse one would show corners. */
export const FINE_FROM_ZOOM = 5;

const loaded = new Map<string, Promise<World>>();

/** Fetched once, from this server; the fine one only where it is looked at closely. */
export function loadWorld(detail: 'coarse' | 'fine'): Promise<World> {
  const url = detail === 'coarse' ? coarse : fine;
  let world = loaded.get(url);
  if (world === undefined) {
    world = fetch(url).then(async (answer) => worldOf((await answer.json()) as Topology));
    loaded.set(url, world);
    world.catch(() => loaded.delete(url));
  }
  return world;
}

function worldOf(topology: Topology): World {
  const { land: landObject, countries } = topology.objects;
  if (landObject === undefined || countries === undefined) throw new Error('the atlas has no land or no countries');
  const land = feature(topology, landObject);
  const shapes = land.type === 'FeatureCollection' ? land.features : [land];
  return {
    land: shapes
      .flatMap(({ geometry }) => {
        if (geometry.type === 'Polygon') return geometry.coordinates;
        return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
      })
      .flatMap((ring) => unrolled(ring as unknown as Line, 'ring')),
    borders: mesh(topology, countries as Parameters<typeof mesh>[1], (one, other) => one !== other).coordinates.flatMap(
      (line) => unrolled(line as unknown as Line, 'line'),
    ),
  };
}
