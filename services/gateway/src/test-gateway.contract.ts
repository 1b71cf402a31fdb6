import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  deviceConnectionV1,
  deviceV1,
  encodeEvent,
  encodeReading,
  encodeReadingOrigin,
  profileV1,
  READING_TOPIC,
  refusedV1,
  siteV1,
  type DeviceV1,
  type EventDefinition,
  type MetricSpec,
  type ProfileV1,
  type SiteV1,
} from '@fieldline/contracts';
import { MemoryHotStore } from '@fieldline/hot-memory';
import { ProblemFilter, type CalledRequest, type CallerIdentity } from '@fieldline/http';
import type { OutgoingRecord } from '@fieldline/messaging';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import { createLogger, createMetrics, systemClock, systemRandom, type Clock } from '@fieldline/platform';
import { MemoryReadingStore } from '@fieldline/testing';
import { FillArrivals } from './app/fleet/fill-arrivals.js';
import { FleetReads } from './app/fleet/fleet-reads.js';
import { FleetView } from './app/fleet/fleet-view.js';
import { TelemetryTail } from './app/fleet/telemetry-tail.js';
import type { LiveLimits } from './app/live/live-admission.js';
import { LiveFeed } from './app/live/live-feed.js';
import { OpenLive } from './app/live/open-live.js';
import { ReadLatest } from './app/series/read-latest.js';
import { ReadSeries } from './app/series/read-series.js';
import { DomainCatalogue } from './domain/fleet/domain-catalogue.js';
import { DataController } from './http/data.controller.js';
import { FLEET_READS, OPEN_LIVE, READ_LATEST, READ_SERIES, SERVER_FACTS } from './http/data-tokens.js';
import { FleetController } from './http/fleet.controller.js';
import { LiveController } from './http/live.controller.js';

const logger = createLogger('test', 'silent');
export const RUN = ulidOf(900);
const compacted = [siteV1, profileV1, deviceV1, deviceConnectionV1].map(({ topic }) => topic);
const TOPICS = [
  { name: READING_TOPIC, partitions: 4, cleanup: 'delete' as const },
  { name: refusedV1.topic, partitions: 2, cleanup: 'delete' as const },
  ...compacted.map((name) => ({ name, partitions: 1, cleanup: 'compact' as const })),
];

/** A ULID that ends in the number. */
export function ulidOf(number: number): string {
  return `01J${String(number).padStart(23, '0')}`;
}

export function siteOf(number: number, change: Partial<SiteV1> = {}): SiteV1 {
  const id = ulidOf(800 + number);
  return {
    id,
    tenantId: 'default',
    name: `Site ${number}`,
    timeZone: 'UTC',
    currency: 'EUR',
    lifetime: null,
    ...change,
  };
}

export function deviceOf(number: number, change: Partial<DeviceV1> = {}): DeviceV1 {
  return {
    id: ulidOf(number),
    tenantId: 'default',
    siteId: siteOf(1).id,
    externalId: `d-${String(number).padStart(5, '0')}`,
    name: `Device ${number}`,
    type: 'device',
    profile: { id: 'example', version: 1 },
    gatewayId: null,
    enrolledBy: null,
    disabled: false,
    ...change,
  };
}

export function metricOf(metric: string, change: Partial<MetricSpec> = {}): MetricSpec {
  return { metric, unit: '1', kind: 'gauge', type: 'number', stalenessSeconds: 60, ...change };
}

export const PROFILE: ProfileV1 = {
  ...{ id: 'example', version: 1, tenantId: 'default', name: 'Example', lifetime: 'raw-30d' },
  metrics: [
    metricOf('voltage', { unit: 'V', stalenessSeconds: 300 }),
    metricOf('temperature', { unit: 'Cel' }),
    metricOf('mode', { kind: 'state', type: 'string' }),
    metricOf('cells', { unit: 'V', type: 'number[]' }),
  ],
};

export function callerOf(change: Partial<CallerIdentity> = {}): CallerIdentity {
  return { kind: 'user', id: ulidOf(700), name: 'Ada', tenantId: 'default', scope: 'read', sites: null, ...change };
}

export interface TestGatewayOptions {
  readonly folder?: string;
  readonly clock?: Clock;
  readonly limits?: Partial<LiveLimits>;
}

/** The gateway's reading side on the real log, behind a real HTTP server; who asks stands in the header `x-caller`. */
export class TestGateway {
  readonly metrics = createMetrics();
  readonly hot: MemoryHotStore;
  readonly store: MemoryReadingStore;
  readonly fleet: FleetView;
  readonly reads: FleetReads;
  readonly feed: LiveFeed;
  readonly fill: FillArrivals;
  /** Whether callers of streams still stand. */
  standing = true;
  url = '';
  readonly #tail: TelemetryTail;
  #application: NestFastifyApplication | undefined;
  #events = 0;

  private constructor(
    readonly folder: string,
    readonly bus: EmbeddedMessageBus,
    readonly clock: Clock,
    limits: Partial<LiveLimits>,
  ) {
    const parts = { bus, clock, logger };
    this.hot = new MemoryHotStore({ clock, maxEntries: 100_000 });
    this.store = new MemoryReadingStore({ clock });
    this.fleet = new FleetView({ ...parts, isRunAlive: (runId) => runId === RUN });
    this.feed = new LiveFeed({
      ...parts,
      metrics: this.metrics,
      limits,
      standing: { stands: () => Promise.resolve(this.standing) },
      deviceOf: (id) => this.fleet.byRecordKey(id),
    });
    this.fleet.listen(this.feed.onNews);
    this.#tail = new TelemetryTail({ ...parts, fleet: this.fleet, live: this.feed });
    this.fill = new FillArrivals({ fleet: this.fleet, hot: this.hot, store: this.store, clock, logger });
    const catalogue = new DomainCatalogue([{ id: 'energy', name: 'Energy', profiles: [{ id: 'plug' }], hints: [] }]);
    this.reads = new FleetReads({ fleet: this.fleet, catalogue, clock });
  }

  static async open({ folder, clock = systemClock, limits = {} }: TestGatewayOptions = {}): Promise<TestGateway> {
    const own = folder ?? (await mkdtemp(path.join(tmpdir(), 'fieldline-')));
    const limit = { diskLowWaterBytes: 0 };
    const bus = await EmbeddedMessageBus.open({
      ...{ folder: own, topics: TOPICS, disk: new NodeDisk(), clock, random: systemRandom, logger },
      limits: limit,
    });
    const gateway = new TestGateway(own, bus, clock, limits);
    await gateway.fleet.start();
    await gateway.#tail.start();
    await gateway.#listen();
    return gateway;
  }

  /** Publishes an event; with undefined that what the key names is gone. */
  async tell(
    definition: EventDefinition,
    key: string,
    data: { readonly tenantId?: string } | undefined,
  ): Promise<void> {
    const { type, version, topic } = definition;
    const tenantId = data?.tenantId ?? 'default';
    const envelope = { id: ulidOf((this.#events += 1)), type, version, occurredAt: Date.now(), tenantId, key, data };
    await this.bus.publish([{ topic, key, value: data === undefined ? Buffer.alloc(0) : encodeEvent(envelope) }]);
  }

  async putSite(site: SiteV1): Promise<void> {
    await this.tell(siteV1, site.id, site);
  }

  async putProfile(profile: ProfileV1): Promise<void> {
    await this.tell(profileV1, `${profile.tenantId}/${profile.id}@${profile.version}`, profile);
  }

  async putDevice(...devices: readonly DeviceV1[]): Promise<void> {
    await Promise.all(devices.map((device) => this.tell(deviceV1, device.id, device)));
    await this.fleet.whenCaughtUp();
  }

  async connect(device: DeviceV1, connected: boolean, change: object = {}): Promise<void> {
    const { id: deviceId, siteId, tenantId } = device;
    const data = { tenantId, deviceId, siteId, connected, runId: RUN, connection: 1, at: 1_000, ...change };
    await this.tell(deviceConnectionV1, deviceId, data);
    await this.fleet.whenCaughtUp();
  }

  async refuse(device: DeviceV1, count = 1): Promise<void> {
    const reason = { rule: 'out-of-range', message: 'voltage is out of range' };
    const { id: deviceId, siteId, tenantId } = device;
    const rest = { receivedAt: 5_000, topic: 'devices/d/telemetry', reason, size: 2, hash: 'a'.repeat(64) };
    const data = { tenantId, deviceId, siteId, kind: 'reading', receipt: { runId: RUN, n: 1 }, count, ...rest };
    await this.tell(refusedV1, deviceId, data);
  }

  /** Publishes a reading of each of these values, one record each. */
  async send(device: DeviceV1, ...values: readonly (object | string)[]): Promise<void> {
    await this.bus.publish(values.map((each) => readingRecord(device, each)));
  }

  close(): Promise<void> {
    return this.#halt().then(() => rm(this.folder, { recursive: true }));
  }

  /** Ends this process and begins the next on the same log. */
  async restart(options: TestGatewayOptions = {}): Promise<TestGateway> {
    await this.#halt();
    return TestGateway.open({ ...options, folder: this.folder });
  }

  async #halt(): Promise<void> {
    this.feed.close();
    await this.#application?.close();
    await this.#tail.close();
    await this.fleet.close();
    await this.bus.close();
  }

  async #listen(): Promise<void> {
    const { fleet, store, hot, clock, feed } = this;
    const provide = (token: symbol, useValue: unknown) => ({ provide: token, useValue });
    const module: DynamicModule = {
      module: TestModule,
      controllers: [FleetController, DataController, LiveController],
      providers: [
        provide(FLEET_READS, this.reads),
        provide(SERVER_FACTS, { status: () => Promise.reject(new Error('asked of another')) }),
        provide(READ_LATEST, new ReadLatest({ fleet, hot, store })),
        provide(READ_SERIES, new ReadSeries({ fleet, store, clock })),
        provide(OPEN_LIVE, new OpenLive({ fleet, feed })),
        { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
      ],
    };
    const application = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
    });
    application
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', (request, _reply, done) => {
        const text = request.headers['x-caller'];
        (request as CalledRequest).caller = callerOf(typeof text === 'string' ? (JSON.parse(text) as object) : {});
        done();
      });
    await application.listen(0, '127.0.0.1');
    const { port } = application.getHttpServer().address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}/api/v1`;
    this.#application = application;
  }

  /** Asks as the caller that stands in `caller`. */
  async get(
    target: string,
    caller: Partial<CallerIdentity> = {},
  ): Promise<{ status: number; body: unknown; text: string }> {
    const answer = await fetch(this.url + target, { headers: { 'x-caller': JSON.stringify(caller) } });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, body: isJson ? JSON.parse(text) : undefined, text };
  }
}

@Module({})
class TestModule {}

let n = 0;

/** Its values as they are where they are text. */
export function readingRecord(device: DeviceV1, values: object | string, measuredAt = Date.now()): OutgoingRecord {
  const { id: deviceId, siteId, tenantId, profile } = device;
  const origin = encodeReadingOrigin({
    ...{ tenantId, siteId, deviceId, profileId: profile.id, profileVersion: profile.version },
    ...{ lifetime: 'raw-30d', source: 'mqtt', runId: RUN },
  });
  const json = typeof values === 'string' ? values : JSON.stringify(values);
  const stamp = { n: (n += 1), measuredAt, receivedAt: measuredAt, quality: 'good', boot: null, seq: null } as const;
  const rest = { deviceTime: null, refusedValues: 0, identity: n, trace: null };
  return { topic: READING_TOPIC, key: deviceId, value: encodeReading(origin, { ...stamp, ...rest }, json) };
}

/** Waits until something holds; fails after ten seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
