import {
  SeededRandom,
  type DomainPack,
  type FleetDevice,
  type FleetSite,
  type MetricDefinition,
  type SimulatedValues,
} from '@fieldline/domain-pack';

/** For specs: every type that a metric can have; small whole numbers, so that readings often equal the one before. */
export const FIXTURE_METRICS: readonly MetricDefinition[] = [
  { metric: 'temperature', unit: 'Cel', type: 'number', kind: 'gauge', min: -40, max: 85, stalenessSeconds: 60 },
  { metric: 'energy', unit: 'W.h', type: 'number', kind: 'counter', stalenessSeconds: 60 },
  { metric: 'mode', unit: '1', type: 'string', kind: 'state', states: ['idle', 'run'], stalenessSeconds: 60 },
  { metric: 'open', unit: '1', type: 'boolean', kind: 'state', stalenessSeconds: 60 },
  { metric: 'cells', unit: 'V', type: 'number[]', kind: 'gauge', min: 0, max: 5, stalenessSeconds: 60 },
];

const SITE: FleetSite = { name: 'Fixture', timeZone: 'UTC', currency: 'EUR', latitude: 0, longitude: 0 };

export function fixtureDevice(index: number, seed = 1, prefix = 'fixture'): FleetDevice {
  return {
    externalId: `${prefix}-${index}`,
    name: `Fixture ${index}`,
    site: SITE.name,
    profile: prefix,
    intervalSeconds: 10,
    simulate: () => {
      const random = new SeededRandom(seed, `${prefix}-${index}`);
      return { advance: () => fixtureValues(random) };
    },
  };
}

function fixtureValues(random: SeededRandom): SimulatedValues {
  const temperature = Math.floor(random.between(1, 3));
  const open = random.fraction() < 0.2;
  return { temperature, energy: 7, mode: open ? 'run' : 'idle', open, cells: [3.2, 3.3] };
}

/** A pack whose one profile and whose devices are called by its id. */
export function fixturePack(id: string, size: number): DomainPack {
  const profile = { id, version: 1, name: id, lifetime: 'raw-30d', metrics: FIXTURE_METRICS } as const;
  return {
    id,
    name: id,
    profiles: [profile],
    seedNames: [],
    hints: [],
    replays: [],
    fleet: { sites: [SITE], size, device: (index, seed) => fixtureDevice(index, seed, id) },
  };
}
