import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { latestKey } from '@fieldline/contracts';
import { allPacks } from '@fieldline/domains';
import { DeadLetterQuota, INGESTION_TOPICS, IngestReadings, Registry } from '@fieldline/ingestion';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import { createLogger, createMetrics, Health, sleep, systemClock, systemRandom, ulid } from '@fieldline/platform';
import { Database } from './database.js';
import { StoreSide } from './store-side.js';

const TENANT = 'default';
let folder: string;
let run: Run;

/** One run of a process on the folder: all but the device link. */
interface Run {
  readonly registry: Registry;
  readonly ingest: IngestReadings;
  readonly stores: StoreSide;
  readonly close: () => Promise<void>;
}

async function open(): Promise<Run> {
  const common = {
    clock: systemClock,
    random: systemRandom,
    logger: createLogger('test', 'silent'),
    metrics: createMetrics(),
    health: new Health(),
    runId: ulid(systemClock, systemRandom),
    version: '0.0.0',
  };
  const journal = path.join(folder, 'journal');
  const bus = await EmbeddedMessageBus.open({
    ...common,
    folder: journal,
    topics: INGESTION_TOPICS,
    disk: new NodeDisk(),
  });
  const database = new Database({ ...common, folder: path.join(folder, 'postgres'), clusterExists: false });
  const serverKey = Buffer.alloc(32, 1);
  const registry = new Registry({ ...common, bus, store: database.registry, serverKey, packs: allPacks });
  await registry.start();
  const refusalQuota = new DeadLetterQuota();
  const ingest = new IngestReadings({ ...common, bus, registry: registry.snapshot, quota: refusalQuota });
  const onFailed = (error: Error): never => {
    throw error;
  };
  const stores = new StoreSide({
    ...common,
    database,
    bus,
    registry,
    replays: ingest.replays,
    refusalQuota,
    startedAt: systemClock.now(),
    onFailed,
  });
  await stores.start();
  return {
    registry,
    ingest,
    stores,
    close: async () => {
      await stores.stop();
      await registry.close();
      await bus.close();
      await database.stop(5_000);
    },
  };
}

async function latest(): Promise<unknown> {
  const device = run.registry.snapshot.deviceByExternalId(TENANT, 'pack-1');
  const text = await run.stores.hot.get(latestKey(device?.siteId as string, device?.id as string));
  return text === undefined ? undefined : JSON.parse(text);
}

async function send(values: Record<string, number>, ts: number): Promise<void> {
  const device = run.registry.snapshot.deviceByExternalId(TENANT, 'pack-1') as NonNullable<
    ReturnType<Registry['snapshot']['deviceByExternalId']>
  >;
  const sender = { deviceId: device.id, tenantId: TENANT, siteId: device.siteId, externalId: device.externalId };
  const receivedAt = systemClock.now();
  const payload = Buffer.from(JSON.stringify({ ts, values }));
  const topic = { device: 'pack-1', channel: 'telemetry' } as const;
  await run.ingest.handle([{ sender, topic, payload, receivedAt, firstSeenAt: receivedAt, qos: 1 }]);
  while (run.stores.writerLag() !== 0) await sleep(systemClock, 10);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  run = await open();
}, 60_000);

afterAll(async () => {
  await run.close();
  await rm(folder, { recursive: true });
});

describe('the store side', () => {
  it('keeps the latest values at hand, and has the same ones after a restart', async () => {
    const { registry } = run;
    await registry.putSite.put(TENANT, 'Home', { timeZone: 'UTC', currency: 'EUR' });
    await registry.putDevice.put({ tenantId: TENANT, externalId: 'pack-1' }, { site: 'Home', profile: 'battery-pack' });
    const at = systemClock.now();
    await send({ voltage: 48, current: -3 }, at);
    await send({ voltage: 49 }, at + 1);
    const before = await latest();
    expect(before).toEqual({ at: at + 1, values: { voltage: 49, current: -3 } });
    await run.close();
    run = await open();
    expect(await latest()).toEqual(before);
  }, 60_000);
});
