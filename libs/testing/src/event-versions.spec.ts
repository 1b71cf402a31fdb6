import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeEvent, defineEvent, encodeEvent, siteV1, type EventDefinition, type SiteV1 } from '@fieldline/contracts';
import type { BatchOutcome, MessageBus, RecordBatch, SubscriptionHandle } from '@fieldline/messaging';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import { createLogger, systemClock, systemRandom, ulid } from '@fieldline/platform';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

/** A second version of a real event, which says something otherwise than the first: several currencies. */
const siteV2 = defineEvent({
  ...siteV1,
  version: 2,
  data: siteV1.data.omit({ currency: true }).extend({ currencies: siteV1.data.shape.currency.array() }),
});
type Version = Pick<EventDefinition, 'topic' | 'type' | 'version'>;

/** A consumer group that keeps what it has handled by event id, as one that changes over must. */
class Group {
  readonly #currencies = new Map<string, string>();
  #handle: SubscriptionHandle | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly name: string,
  ) {}

  get handled(): readonly string[] {
    return [...this.#currencies.values()];
  }

  async read(version: Version): Promise<void> {
    await this.#handle?.close();
    const handleBatch = ({ records }: RecordBatch): Promise<BatchOutcome> => {
      for (const { value } of records) this.#apply(version, value);
      return Promise.resolve({ kind: 'done' });
    };
    this.#handle = await this.bus.subscribe({ topic: version.topic, group: this.name, handleBatch });
  }

  #apply(version: Version, value: Buffer): void {
    const { id, data } = version === siteV1 ? decodeEvent(siteV1, value) : decodeEvent(siteV2, value);
    if (!this.#currencies.has(id))
      this.#currencies.set(id, 'currency' in data ? data.currency : data.currencies.join());
  }

  async drained(): Promise<void> {
    while (this.#handle !== undefined && this.#handle.lag() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let folder: string;
let bus: MessageBus;
let published: string[];

beforeEach(async () => {
  published = [];
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  bus = await EmbeddedMessageBus.open({
    folder,
    topics: [siteV1, siteV2].map(({ topic }) => ({ name: topic, partitions: 1, cleanup: 'delete' as const })),
    disk: new NodeDisk(),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger('test', 'silent'),
  });
});

afterEach(async () => {
  await bus.close();
  await rm(folder, { recursive: true });
});

/** Publishes a site's change in each of the versions, all under one event id. */
async function publish(currency: string, versions: readonly Version[], later: object = {}): Promise<void> {
  published.push(currency);
  const id = ulid(systemClock, systemRandom);
  const site: Omit<SiteV1, 'currency'> = {
    id: ulid(systemClock, systemRandom),
    tenantId: 'default',
    name: 'lab',
    timeZone: 'Europe/Berlin',
    lifetime: null,
  };
  const records = versions.map(({ type, version, topic }) => {
    const data = { ...site, ...(version === 1 ? { currency } : { currencies: [currency] }), ...later };
    const envelope = { id, type, version, occurredAt: systemClock.now(), tenantId: 'default', key: site.id, data };
    return { topic, key: site.id, value: encodeEvent(envelope) };
  });
  await bus.publish(records);
}

describe('a new version of an event', () => {
  it('lives beside the old one until no group reads that, and every group gets every event once', async () => {
    const windows = new Group(bus, 'windows');
    const rules = new Group(bus, 'rules');
    await windows.read(siteV1);
    await rules.read(siteV1);
    await publish('EUR', [siteV1]);

    await publish('USD', [siteV1, siteV2]);
    await Promise.all([windows.drained(), rules.drained()]);
    await rules.read(siteV2);
    await publish('CNY', [siteV1, siteV2]);
    await Promise.all([windows.drained(), rules.drained()]);
    expect([windows.handled, rules.handled]).toEqual([published, published]);

    await windows.read(siteV2);
    await publish('INR', [siteV2]);
    await Promise.all([windows.drained(), rules.drained()]);
    expect([windows.handled, rules.handled]).toEqual([published, published]);
  });

  it('leaves a group without events once the old one ends before that group changed over', async () => {
    const late = new Group(bus, 'late');
    await late.read(siteV1);
    await publish('EUR', [siteV1, siteV2]);
    await publish('USD', [siteV2]);
    await late.drained();
    expect(late.handled).toEqual(['EUR']);
  });
});

describe('a field added to a version', () => {
  it('does not disturb a group that does not know it', async () => {
    const windows = new Group(bus, 'windows');
    await windows.read(siteV1);
    await publish('EUR', [siteV1], { altitudeM: 34 });
    await windows.drained();
    expect(windows.handled).toEqual(published);
  });
});
