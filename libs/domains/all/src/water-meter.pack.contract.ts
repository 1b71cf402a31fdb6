import { localClock, SeededRandom, type DomainPack, type MetricDefinition } from '@fieldline/domain-pack';

const HOURLY = { type: 'number', stalenessSeconds: 7200 } as const;

const metrics: readonly MetricDefinition[] = [
  {
    ...{ metric: 'volume', unit: 'm3', kind: 'counter', ...HOURLY, min: 0, max: 1e8, largestStep: 10 },
    reason: 'Counters of household meters have five to eight digits of m³.',
  },
  {
    ...{ metric: 'waterFlow', unit: 'L/h', kind: 'gauge', ...HOURLY, min: -8000, max: 8000 },
    reason: 'Meters of permanent flow 6.3 m³/h bear 7.875 m³/h (ISO 4064-1:2014); backflow counts as negative.',
  },
  { metric: 'leak', unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: 7200 },
];

/** Litres drawn in the minute before `at`: people draw water when they are up. */
function draw(random: SeededRandom, hour: number): number {
  const awake = hour > 6 && hour < 23;
  return random.fraction() < (awake ? 0.06 : 0.004) ? random.between(1, 12) : 0;
}

function household(random: SeededRandom, startAt: number) {
  const clock = localClock('Europe/Lisbon');
  let [minutes, litres, last] = [0, 0, 0];
  return {
    advance(at: number) {
      for (; startAt + minutes * 60_000 <= at; minutes++) {
        last = draw(random, clock(startAt + minutes * 60_000).hour);
        litres += last;
      }
      return { volume: Math.round(litres) / 1000, waterFlow: Math.round(last * 60), leak: false };
    },
  };
}

export const waterMeterPack: DomainPack = {
  id: 'water-meter',
  name: 'Water meters',
  profiles: [{ id: 'water-meter', version: 1, name: 'Water meter', lifetime: 'raw-90d', metrics }],
  seedNames: [],
  hints: [
    {
      profile: 'water-meter',
      order: ['waterFlow', 'volume', 'leak'],
      bands: [{ metric: 'waterFlow', to: 0, level: 'caution', meaning: 'Water flows back into the mains.' }],
    },
  ],
  fleet: {
    sites: [{ name: 'Alfama', timeZone: 'Europe/Lisbon', currency: 'EUR', latitude: 38.71, longitude: -9.13 }],
    size: 20,
    device: (index, seed) => {
      const externalId = `water-${String(index + 1).padStart(4, '0')}`;
      return {
        ...{
          externalId,
          name: `Household ${index + 1}`,
          site: 'Alfama',
          profile: 'water-meter',
          intervalSeconds: 3600,
        },
        simulate: (startAt) => household(new SeededRandom(seed, externalId), startAt),
      };
    },
  },
  replays: [],
};
