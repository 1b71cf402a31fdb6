import { judge } from './verdict.js';
import { World } from './world.js';

/** How long faults go on, virtual ms. */
const TROUBLE_MS = 5_000;
/** By when, after the last fault, everything must be acknowledged and stored, virtual ms. */
const SETTLED_WITHIN_MS = 120_000;

export interface HistoryResult {
  readonly seed: number;
  /** The promises that were broken, one line each. */
  readonly faults: readonly string[];
  /** What was done to the server, in order, for people who read a failing seed. */
  readonly events: readonly string[];
  readonly messages: number;
}

/** Plays one history of devices, faults and recovery; the same seed gives the same history. */
export async function playHistory(seed: number): Promise<HistoryResult> {
  const world = new World(seed);
  const events: string[] = [];
  planTrouble(world, events);
  world.start();
  for (const device of world.devices) device.start();
  await world.time.run(TROUBLE_MS, () => false);
  heal(world);
  const settled = await world.time.run(TROUBLE_MS + SETTLED_WITHIN_MS, () => world.settled());
  const broken = settled ? judge(await world.outcome()) : ['the system did not come to rest: something waits for ever'];
  const messages = world.devices.reduce((sum, { sent }) => sum + sent.length, 0);
  return { seed, faults: [...world.faults, ...broken], events, messages };
}

interface Trouble {
  readonly name: string;
  readonly begin: (world: World) => void;
  readonly end?: (world: World) => void;
}

const TROUBLES: readonly Trouble[] = [
  { name: 'power loss', begin: (world) => world.crash({ powerLoss: true, zombie: false }) },
  { name: 'power loss, a zombie writer stays', begin: (world) => world.crash({ powerLoss: true, zombie: true }) },
  { name: 'killed', begin: (world) => world.crash({ powerLoss: false, zombie: false }) },
  { name: 'killed, a zombie writer stays', begin: (world) => world.crash({ powerLoss: false, zombie: true }) },
  { name: 'orderly restart', begin: (world) => world.restart() },
  { name: 'connections cut', begin: (world) => world.cutConnections(0.7) },
  { name: 'connections cut', begin: (world) => world.cutConnections(0.7) },
  { name: 'clock jumps ahead', begin: (world) => world.jumpClock(world.random.between(0, 30_000)) },
  { name: 'clock jumps back', begin: (world) => world.jumpClock(-world.random.between(0, 30_000)) },
  {
    name: 'disk full',
    begin: (world) => {
      world.disk.faults.full = true;
    },
    end: (world) => {
      world.disk.faults.full = false;
    },
  },
  {
    name: 'syncs fail',
    begin: (world) => {
      world.disk.faults.syncFails = 0.3;
    },
    end: (world) => {
      world.disk.faults.syncFails = 0;
    },
  },
  {
    name: 'slow disk',
    begin: (world) => {
      world.disk.faults.slowMs = 60;
    },
    end: (world) => {
      world.disk.faults.slowMs = 0;
    },
  },
  {
    name: 'store away',
    begin: (world) => {
      world.storeFaults.away = true;
    },
    end: (world) => {
      world.storeFaults.away = false;
    },
  },
  {
    name: 'slow store',
    begin: (world) => {
      world.storeFaults.slowMs = 150;
    },
    end: (world) => {
      world.storeFaults.slowMs = 0;
    },
  },
];

function planTrouble(world: World, events: string[]): void {
  const { random, time } = world;
  const count = random.between(2, 9);
  for (let i = 0; i < count; i += 1) {
    const { name, begin, end } = random.pick(TROUBLES);
    time.at(random.between(50, TROUBLE_MS - 500), () => {
      events.push(`${time.now.toFixed(1)} ms: ${name}`);
      begin(world);
      if (end !== undefined) time.at(random.between(50, 1_500), () => end(world));
    });
  }
}

function heal({ disk, storeFaults }: World): void {
  Object.assign(disk.faults, { full: false, syncFails: 0, slowMs: 0 });
  Object.assign(storeFaults, { away: false, slowMs: 0 });
}
