import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { messageOf } from '../app/example-registry.contract.js';
import { ADMIN, ApiDoor } from './api-door.contract.js';

type Body = Readonly<Record<string, unknown>>;

const POLL_MS = 20;

let door: ApiDoor;
let siteId: string;

beforeAll(async () => {
  door = await ApiDoor.open();
  const site = await door.call('POST', '/sites', { body: { name: 'Home', timeZone: 'UTC', currency: 'EUR' } });
  siteId = String(site.body['id']);
  for (const device of ['one', 'two']) {
    await door.call('POST', '/devices', { body: { device, site: 'Home', profile: 'air-station' } });
  }
}, 60_000);
afterAll(() => door.close());

/** Sends payloads as the device; resolves with its letters, the newest first, once there are so many more. */
async function refuse(device: string, payloads: readonly unknown[]): Promise<readonly Body[]> {
  const { id, tenantId } = door.machine.registry.snapshot.deviceByExternalId('default', device) ?? {
    id: '',
    tenantId: '',
  };
  const sender = { deviceId: id, tenantId, siteId, externalId: device };
  const list = `/dead-letters?device=${device}`;
  const before = (await door.all(list, 1000)).length;
  const arrival = { receivedAt: systemClock.now() };
  await door.ingest.handle(payloads.map((payload) => messageOf(sender, payload, arrival)));
  for (;;) {
    const letters = await door.all(list, 2);
    if (letters.length >= before + payloads.length) return letters;
    await sleep(systemClock, POLL_MS);
  }
}

describe('dead letters of the API', () => {
  it('are listed, shown with their bytes, tried, replayed and discarded (X2)', async () => {
    const [letter] = await refuse('one', [{ pm: 7 }]);
    expect(letter).toMatchObject({ device: 'one', siteId, kind: 'reading', size: 8, replayedAt: null });
    const path = `/dead-letters/${String(letter?.['id'])}`;
    const shown = await door.call('GET', path);
    expect(shown.body).toMatchObject({ text: '{"pm":7}', payload: Buffer.from('{"pm":7}').toString('base64') });
    expect(shown.etag).toMatch(/^"/);
    const body = { mapping: { rename: { pm: 'pm25' } } };
    expect((await door.call('POST', `${path}/try`, { body })).body).toMatchObject({
      payload: '{"pm25":7}',
      readings: [{ measuredAt: null, quality: 'arrival-time', boot: null, seq: null, values: { pm25: 7 } }],
      refused: [],
    });
    const refused = await door.call('POST', `${path}/replay`);
    expect(refused).toMatchObject({ status: 422, body: { faults: [{ at: 'payload.pm' }] } });
    const replayed = await door.call('POST', `${path}/replay`, { body });
    expect(replayed).toMatchObject({
      status: 200,
      body: { id: letter?.['id'], replayedAt: expect.any(Number) as unknown },
    });
    expect((await door.call('POST', `${path}/replay`, { body })).status).toBe(409);
    expect((await door.call('GET', '/dead-letters/reasons?device=one')).body).toMatchObject({
      items: [{ rule: 'no-value', kept: 1, replayed: 1, beyondQuota: 0, devices: 1 }],
    });
    expect((await door.call('DELETE', path)).status).toBe(204);
    expect((await door.call('DELETE', path)).status).toBe(404);
  });

  it('are replayed as a job that is asked for its progress', async () => {
    await refuse('two', [{ pm: 1 }, { pm: 2 }, 'x']);
    const started = await door.call('POST', '/dead-letter-replays', {
      body: { filter: { device: 'two' }, mapping: { rename: { pm: 'pm25' } } },
    });
    expect(started).toMatchObject({ status: 202, body: { state: 'running', total: 3, done: 0 } });
    const path = `/dead-letter-replays/${String(started.body['id'])}`;
    let job = started.body;
    while (job['state'] === 'running') job = (await door.call('GET', path)).body;
    expect(job).toMatchObject({
      state: 'done',
      done: 3,
      accepted: 2,
      refusedAgain: 1,
      reasons: [{ rule: 'not-json' }],
    });
    expect(await door.all('/dead-letter-replays', 1)).toEqual([job]);
    expect(await door.all('/dead-letters?device=two&replayed=false', 1)).toHaveLength(1);
  });

  it('need the scope write to be changed, and say what is wrong with a request', async () => {
    const [letter] = await refuse('one', ['y']);
    const path = `/dead-letters/${String(letter?.['id'])}`;
    const caller = { ...ADMIN, scope: 'read' as const };
    expect((await door.call('POST', `${path}/replay`, { caller })).status).toBe(403);
    expect((await door.call('DELETE', path, { caller })).status).toBe(403);
    expect((await door.call('POST', `${path}/try`, { caller })).status).toBe(200);
    expect((await door.call('GET', '/dead-letters?cursor=abc')).status).toBe(422);
    expect((await door.call('GET', '/dead-letters/nobody')).status).toBe(404);
    expect((await door.call('GET', '/dead-letters/99999999999999999999999')).status).toBe(404);
    const unknown = { body: { filter: { device: 'nobody' } } };
    expect((await door.call('POST', '/dead-letter-replays', unknown)).status).toBe(422);
  });

  it('of another tenant are not there', async () => {
    const [letter] = await refuse('one', ['z']);
    const caller = { ...ADMIN, tenantId: 'other' };
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/try'],
      ['POST', '/replay'],
      ['DELETE', ''],
    ] as const) {
      const answer = await door.call(method, `/dead-letters/${String(letter?.['id'])}${path}`, { caller });
      expect(answer.status).toBe(404);
    }
    expect(await door.all('/dead-letters', 100, caller)).toEqual([]);
  });
});

describe('a payload that is tried', () => {
  const attempt = (body: object): ReturnType<ApiDoor['call']> => door.call('POST', '/profiles/try', { body });

  it('becomes what it would from the device, or under a profile or a draft', async () => {
    const payload = '[{"ts":1,"pm25":3,"wind":1},{"pm25":-1}]';
    const { body } = await attempt({ device: 'one', payload });
    expect(body).toMatchObject({
      readings: [{ measuredAt: null, quality: 'clock-unsynced', values: { pm25: 3 } }],
      refused: [
        { kind: 'value', reason: { rule: 'unknown-metric', metric: 'wind', value: '1', at: 0 } },
        { kind: 'reading', reason: { rule: 'no-value', metric: 'pm25', at: 1 } },
      ],
    });
    expect((await attempt({ profile: 'air-station', payload })).body).toEqual(body);
    expect((await attempt({ profile: 'air-station', version: 1, payload })).body).toEqual(body);
    const metric = { metric: 'wind', unit: 'm/s', kind: 'gauge', type: 'number', stalenessSeconds: 60 };
    const draft = { name: 'Draft', lifetime: 'raw-30d', metrics: [metric] };
    expect((await attempt({ draft, payload: '{"wind":1}' })).body).toMatchObject({
      refused: [],
      readings: [{ values: { wind: 1 } }],
    });
    const twice = { ...draft, metrics: [metric, { ...metric, metric: 'gust', keyPath: ['wind', 'gust'] }] };
    expect((await attempt({ draft: twice, payload })).status).toBe(422);
  });

  it('needs one of device, profile and draft that is there', async () => {
    expect((await attempt({ payload: '{}' })).status).toBe(422);
    expect((await attempt({ device: 'one', profile: 'air-station', payload: '{}' })).status).toBe(422);
    expect((await attempt({ device: 'one', version: 1, payload: '{}' })).status).toBe(422);
    expect((await attempt({ device: 'nobody', payload: '{}' })).status).toBe(404);
    expect((await attempt({ profile: 'air-station', version: 9, payload: '{}' })).status).toBe(404);
  });
});
