import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { latestKey, type DeviceV1 } from '@fieldline/contracts';
import { RetriableError } from '@fieldline/platform';
import { get, type IncomingMessage } from 'node:http';
import { deviceOf, metricOf, PROFILE, siteOf, TestGateway, until } from '../../test-gateway.contract.js';

let gateway: TestGateway;
const HOUR = 3_600_000;
const start = Date.now() - 2 * HOUR;
const range = `from=${start}&to=${start + HOUR}`;
let position = 0;

async function store(device: DeviceV1, ...readings: readonly (readonly [at: number, values: object])[]): Promise<void> {
  const { tenantId, id: deviceId } = device;
  await gateway.store.write(
    readings.map(([measuredAt, values]) => ({
      ...{ tenantId, deviceId, lifetime: 'raw-30d' as const, quality: 'good', measuredAt, receivedAt: measuredAt },
      ...{ position: (position += 1), identity: BigInt(position), valuesJson: JSON.stringify(values) },
    })),
  );
}

beforeEach(async () => {
  gateway = await TestGateway.open();
  await gateway.putSite(siteOf(1));
  await gateway.putSite(siteOf(2));
  await gateway.putProfile(PROFILE);
  await gateway.putDevice(deviceOf(1), deviceOf(2, { siteId: siteOf(2).id }));
});

afterEach(() => gateway.close());

describe('series', () => {
  it('come in the order asked for, with their units, reduced to the points asked for with minima and maxima kept', async () => {
    const peaked = Array.from(
      { length: 1_000 },
      (_, at) => [start + at, { voltage: at === 777 ? 99 : 48, temperature: 20 }] as const,
    );
    await store(deviceOf(1), ...peaked);
    const { body } = await gateway.get(`/devices/d-00001/series?metric=temperature&metric=voltage&points=10&${range}`);
    expect(body).toMatchObject({ device: 'd-00001', from: start, to: start + HOUR });
    const { series } = body as { series: { metric: string; unit: string; points: [number, number][] }[] };
    expect(series.map(({ metric, unit }) => [metric, unit])).toEqual([
      ['temperature', 'Cel'],
      ['voltage', 'V'],
    ]);
    expect(series[1]?.points.length).toBeLessThanOrEqual(10);
    expect(series[1]?.points).toContainEqual([start + 777, 99]);
  });

  it('take the last 24 h where nothing else is asked for', async () => {
    await store(deviceOf(1), [start, { voltage: 1 }], [start - 25 * HOUR, { voltage: 2 }]);
    const { body } = await gateway.get('/devices/d-00001/series?metric=voltage');
    expect(body).toMatchObject({ series: [{ points: [[start, 1]] }] });
  });

  it('say which metrics there are when another is asked for, and know those of the other versions of the profile', async () => {
    await gateway.putProfile({
      ...PROFILE,
      version: 2,
      metrics: [metricOf('power', { unit: 'W' }), metricOf('voltage')],
    });
    await gateway.putDevice(deviceOf(1, { profile: { id: 'example', version: 2 } }));
    const refused = await gateway.get('/devices/d-00001/series?metric=volts');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('no metric volts; it has power, voltage, temperature, mode, cells');
    const { body } = await gateway.get('/devices/d-00001/series?metric=temperature&metric=voltage');
    expect(body).toMatchObject({ series: [{ unit: 'Cel' }, { unit: '1' }] });
    expect((await gateway.get(`/devices/d-00001/series?metric=voltage&from=5&to=5`)).status).toBe(422);
  });

  it('keep what a device measured before it moved to another site', async () => {
    await store(deviceOf(1), [start, { voltage: 1 }]);
    await gateway.putDevice(deviceOf(1, { siteId: siteOf(2).id }));
    const { body } = await gateway.get(`/devices/d-00001/series?metric=voltage&${range}`);
    expect(body).toMatchObject({ series: [{ points: [[start, 1]] }] });
  });

  it('give every value of any type page by page', async () => {
    const modes = Array.from({ length: 25 }, (_, at) => [start + at, { mode: `m${at}` }] as const);
    await store(deviceOf(1), ...modes);
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await gateway.get(`/devices/d-00001/series/raw?metric=mode&limit=10&${range}${cursor}`);
      const { points, next } = body as { points: unknown[]; next?: string };
      seen.push(...points);
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toEqual(modes.map(([at, { mode }]) => [at, mode]));
    expect((await gateway.get(`/devices/d-00001/series/raw?metric=mode&cursor=zz`)).status).toBe(422);
  });

  it('are of nobody but those who may see the device', async () => {
    const foreign = siteOf(3, { tenantId: 'foreign' });
    await gateway.putSite(foreign);
    const theirs = deviceOf(3, { tenantId: 'foreign', siteId: foreign.id, externalId: 'theirs' });
    await gateway.putDevice(theirs);
    await store(theirs, [start, { voltage: 1 }]);
    const targets = ['series?metric=voltage', 'series/raw?metric=voltage', 'series.csv', 'latest'];
    for (const target of targets) {
      expect((await gateway.get(`/devices/theirs/${target}`)).status).toBe(404);
      expect((await gateway.get(`/devices/d-00001/${target}`, { tenantId: 'foreign' })).status).toBe(404);
      expect((await gateway.get(`/devices/d-00001/${target}`, { sites: [siteOf(2).id] })).status).toBe(404);
      expect((await gateway.get(`/devices/d-00002/${target}`, { sites: [siteOf(2).id] })).status).toBe(200);
    }
    expect((await gateway.get('/latest?device=theirs')).status).toBe(404);
    expect((await gateway.get(`/latest?site=${foreign.id}`)).status).toBe(404);
  });
});

describe('latest values', () => {
  it('come from the hot store, and from the raw series what is not there', async () => {
    const [one, two] = [deviceOf(1), deviceOf(2, { siteId: siteOf(2).id })];
    await gateway.hot.set(latestKey(one.siteId, one.id), JSON.stringify({ at: 9, values: { voltage: 1 } }), 60_000);
    await store(one, [start, { voltage: 7 }]);
    await store(two, [start, { cells: [3.3, 3.4] }]);
    await gateway.putDevice(deviceOf(4));
    const { body } = await gateway.get('/latest');
    expect(body).toEqual({
      items: [
        { device: 'd-00001', at: 9, values: { voltage: 1 }, units: { voltage: 'V' } },
        { device: 'd-00002', at: start, values: { cells: [3.3, 3.4] }, units: { cells: 'V' } },
        { device: 'd-00004', at: null, values: {}, units: {} },
      ],
    });
    expect((await gateway.get('/devices/d-00002/latest')).body).toEqual((body as { items: unknown[] }).items[1]);
    const of = async (query: string) =>
      ((await gateway.get(`/latest?${query}`)).body as { items: { device: string }[] }).items;
    expect((await of('device=d-00004&device=d-00001')).map(({ device }) => device)).toEqual(['d-00004', 'd-00001']);
    expect((await of(`site=${siteOf(2).id}`)).map(({ device }) => device)).toEqual(['d-00002']);
  });

  it('of more than 1,000 devices are too many at once', async () => {
    await gateway.putDevice(...Array.from({ length: 1_000 }, (_, index) => deviceOf(100 + index)));
    const { status, text } = await gateway.get('/latest');
    expect(status).toBe(413);
    expect(text).toContain('1002 devices');
    expect((await gateway.get(`/latest?site=${siteOf(1).id}`)).status).toBe(413);
  });
});

describe('CSV', () => {
  it('has a line a reading with units in its head, quotes what needs it, and holds no formula', async () => {
    await gateway.putProfile({
      ...PROFILE,
      version: 2,
      metrics: [...PROFILE.metrics, metricOf('odd', { unit: 'a,"b' })],
    });
    await gateway.putDevice(deviceOf(5, { externalId: 'a:b', profile: { id: 'example', version: 2 } }));
    const modes = ['=1+1', '+1', '-1', '@x', 'a"b', 'a,b', 'a\nb', 'plain', '\t=1'];
    await store(deviceOf(5), ...modes.map((mode, at) => [start + at, { mode, voltage: -at }] as const));
    await store(deviceOf(5), [start + 50, { cells: [1, 2] }], [start + 51, { other: 1 }]);
    const { text } = await gateway.get(`/devices/a:b/series.csv?${range}`);
    const time = (at: number): string => new Date(start + at).toISOString();
    expect(text.split('\r\n')).toEqual([
      'time,voltage [V],temperature [Cel],mode [1],cells [V],"odd [a,""b]"',
      `${time(0)},0,,'=1+1,,`,
      `${time(1)},-1,,'+1,,`,
      `${time(2)},-2,,'-1,,`,
      `${time(3)},-3,,'@x,,`,
      `${time(4)},-4,,"a""b",,`,
      `${time(5)},-5,,"a,b",,`,
      `${time(6)},-6,,"a\nb",,`,
      `${time(7)},-7,,plain,,`,
      `${time(8)},-8,,'\t=1,,`,
      `${time(50)},,,,"[1,2]",`,
      '',
    ]);
    const { headers } = await fetch(`${gateway.url}/devices/a:b/series.csv?${range}&metric=mode`);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="a-b_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv"$/,
    );
  });

  it('is read no faster than it is taken, and no more once the reader has gone', async () => {
    let read = 0;
    let ended = false;
    gateway.store.rows = async function* () {
      try {
        for (; ; read += 1)
          yield await Promise.resolve({
            at: read,
            receivedAt: 0,
            quality: 'good',
            values: { mode: 'x'.repeat(1_000) },
          });
      } finally {
        ended = true;
      }
    };
    const answer = await new Promise<IncomingMessage>((resolve) =>
      get(`${gateway.url}/devices/d-00001/series.csv`, { agent: false }, resolve),
    );
    answer.pause();
    let before = -1;
    await until('it to stand still', async () => {
      const same = read === before;
      before = read;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return same && read === before;
    });
    expect(ended).toBe(false);
    // What kernel and process hold between the store and a reader that takes nothing, 1 kB a reading.
    expect(read).toBeLessThan(20_000);
    answer.destroy();
    await until('the end', () => ended);
  });

  it('is a problem, not half a file, while the store is away', async () => {
    gateway.store.rows = () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new RetriableError('PostgreSQL is away')) }),
    });
    expect((await gateway.get('/devices/d-00001/series.csv')).status).toBe(503);
  });
});
