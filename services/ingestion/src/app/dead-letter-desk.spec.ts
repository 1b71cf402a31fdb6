import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import { ConflictError, InvalidRequestError, NotFoundError, systemClock } from '@fieldline/platform';
import { NO_READINGS } from '../ports/ledger-reader.js';
import { DeskFixture, VIEWER, WHO } from './dead-letter-fixture.contract.js';
import { messageOf, SITE, ulidOf } from './example-registry.contract.js';

const ledger = NO_READINGS;

let desk: DeskFixture;
let devices = 100;
let device: DeviceIdentity;
let at: number;

beforeAll(async () => {
  desk = await DeskFixture.open();
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => {
  device = desk.rig.registry.add((devices += 1));
  at = systemClock.now() - 3_600_000;
});

const replay = async (id: string | undefined, edit = {}): Promise<void> => {
  await desk.now.desk.replay(VIEWER, WHO, id ?? '', edit);
  await desk.rig.written();
};

/** Forgets that letters were replayed, as a crash between log and mark would. */
async function forgetMarks(): Promise<void> {
  await desk.rig.database.pool.query(
    `update registry.dead_letter set replayed_at = null, replayed_by = null, replayed_hash = null, replay_id = null
     where device_id = $1`,
    [device.deviceId],
  );
}

describe('a dead letter that is replayed', () => {
  it('is stored as if it had passed when it came, and says when and by whom (X2)', async () => {
    const [letter] = await desk.refuse(device, [{ ts: at, seq: 7, pm: 12.5 }]);
    await replay(letter, { mapping: { rename: { pm: 'pm25' } } });
    expect(await desk.rig.points(device, 'pm25')).toEqual([[at, 12.5]]);
    expect(await desk.rig.ledgerOf(device)).toEqual({ ...ledger, received: 2, stored: 1, refused: 1 });
    const { replayedAt, replayedBy } = await desk.now.desk.letter(VIEWER, letter ?? '');
    expect(replayedBy).toBe(WHO);
    expect(replayedAt).toBeGreaterThan(at);
    expect(await desk.rig.rows('receipt', device)).toMatchObject([
      { stream: 'refused', last_n: '1', gaps: [] },
      { stream: 'reading', last_n: '1', applied: '1', gaps: [] },
    ]);
  });

  it.each([
    ['with a time', { ts: Math.floor(systemClock.now() / 1000) - 60, pm: 1 }],
    ['without one', { pm: 1 }],
    ['with a count and no time', { boot: 'a', seq: 3, pm: 1 }],
    ['with a clock that is not believed', { ts: 5, pm: 1 }],
  ])('twice, because its mark was lost, is stored once: a reading %s (X2)', async (_what, payload) => {
    const edit = { mapping: { rename: { pm: 'pm25' } } };
    const [letter] = await desk.refuse(device, [payload]);
    await replay(letter, edit);
    await forgetMarks();
    await desk.restart();
    await replay(letter, edit);
    expect(await desk.rig.points(device, 'pm25')).toHaveLength(1);
    expect(await desk.rig.ledgerOf(device)).toMatchObject({ received: 3, stored: 1, refused: 1, duplicate: 1 });
  });

  it('without a time takes that of its arrival, and none that another reading of the device has', async () => {
    await desk.rig.send(device, [{ pm25: 1 }, { pm: 2 }, { pm: 3 }], { receivedAt: at });
    const letters = (await desk.of(device)).map(({ id }) => id);
    for (const letter of letters) await replay(letter, { mapping: { rename: { pm: 'pm25' } } });
    expect(await desk.rig.points(device, 'pm25')).toEqual([
      [at, 1],
      [at + 1, 2],
      [at + 2, 3],
    ]);
  });

  it('is the one refused reading of a message with several', async () => {
    const [letter] = await desk.refuse(device, [[{ pm25: 1 }, { pm25: -2 }, { pm25: 3 }]], at);
    await replay(letter, { mapping: { scale: { pm25: -1 } } });
    expect(await desk.rig.points(device, 'pm25')).toEqual([
      [at, 1],
      [at + 1, 2],
      [at + 2, 3],
    ]);
  });

  it('as a refused value joins the instant of its reading', async () => {
    const [letter] = await desk.refuse(device, [{ pm25: 1, humidity: 200, seq: 4 }], at);
    await replay(letter, { payload: '20' });
    expect(await desk.rig.points(device, 'humidity')).toEqual([[at, 20]]);
    expect(await desk.rig.points(device, 'pm25')).toEqual([[at, 1]]);
    await forgetMarks();
    await replay(letter, { payload: '20' });
    expect(await desk.rig.ledgerOf(device)).toMatchObject({ received: 3, stored: 2, duplicate: 1, refusedValues: 1 });
  });

  it('as a refused value with a name that the profile has not is renamed, whole however long it is', async () => {
    const bins = Array.from({ length: 100 }, (_, n) => n * 1000);
    const [letter] = await desk.refuse(device, [{ pm25: 1, sizes: bins }], at);
    const plan = await desk.now.desk.try(VIEWER, letter ?? '', { mapping: { rename: { sizes: 'bins' } } });
    expect(plan.text).toBe(`{"values":{"bins":[${bins.join(',')}]}}`);
    await replay(letter, { mapping: { rename: { sizes: 'bins' } } });
    expect(await desk.rig.points(device, 'bins')).toEqual([[at, bins]]);
  });

  it('just so once more is a conflict, and otherwise a correction of the same instant', async () => {
    const [letter] = await desk.refuse(device, [{ pm: 12 }], at);
    await replay(letter, { payload: '{"pm25":12}' });
    await expect(replay(letter, { payload: '{"pm25":12}' })).rejects.toThrow(ConflictError);
    await expect(replay(letter, { mapping: { rename: { pm: 'pm25' } } })).rejects.toThrow(
      /was replayed just so at .* by Operator/,
    );
    await replay(letter, { payload: '{"pm25":13}' });
    expect(await desk.rig.points(device, 'pm25')).toEqual([[at, 13]]);
    expect(await desk.rig.ledgerOf(device)).toMatchObject({ received: 3, stored: 1, superseded: 1, refused: 1 });
  });

  it('at once by two is sent once', async () => {
    const [letter] = await desk.refuse(device, [{ pm: 1 }]);
    const edit = { payload: '{"pm25":1}' };
    const both = await Promise.allSettled([replay(letter, edit), replay(letter, edit)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await desk.rig.ledgerOf(device)).toMatchObject({ received: 2, stored: 1 });
  });
});

describe('a dead letter that is refused again', () => {
  it('is sent not even in part, and says each reason', async () => {
    const [letter] = await desk.refuse(device, ['nothing']);
    const failed = replay(letter, { payload: '[{"pm25":1},{"pm25":2,"humidity":200},{"ts":"noon","pm25":3}]' });
    const error = await failed.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).faults).toEqual([
      { at: 'payload.1.humidity', message: 'out-of-range: humidity is out of range (200); expected 0 to 100 %' },
      expect.objectContaining({ at: 'payload.2.ts' }),
    ]);
    expect(await desk.rig.ledgerOf(device)).toEqual({ ...ledger, received: 1, refused: 1 });
  });

  it.each([
    ['its own bytes that are no UTF-8', Buffer.from([0xff, 0x7b]), {}, 'not-utf-8'],
    ['a mapping that makes two names one', { pm: 1, pm25: -1 }, { mapping: { rename: { pm: 'pm25' } } }, 'name-taken'],
  ])('because of %s', async (_why, payload, edit, rule) => {
    const [letter] = await desk.refuse(device, [payload]);
    await expect(replay(letter, edit)).rejects.toThrow(`${rule}: `);
    expect((await desk.now.desk.try(VIEWER, letter ?? '', edit)).refused).toMatchObject([{ reason: { rule } }]);
  });
});

describe('a dead letter whose device is not what it was', () => {
  const edit = { payload: '{"pm25":1}' };

  it('is not replayed while the device is disabled', async () => {
    const [letter] = await desk.refuse(device, ['x']);
    desk.rig.registry.add(devices, { disabled: true });
    await expect(replay(letter, edit)).rejects.toThrow(new RegExp(`'d${devices}' is disabled`));
    desk.rig.registry.add(devices);
    await replay(letter, edit);
  });

  it('is not replayed when the device is gone, or at another site', async () => {
    const [letter] = await desk.refuse(device, ['x']);
    await desk.rig.database.pool.query('update registry.dead_letter set site_id = $1 where id = $2', [
      ulidOf(801),
      letter,
    ]);
    await expect(replay(letter, edit)).rejects.toThrow(/has moved to another site/);
    desk.rig.registry.remove(device.deviceId);
    await expect(replay(letter, edit)).rejects.toThrow(/its device is gone/);
    await expect(desk.now.desk.try(VIEWER, letter ?? '', edit)).rejects.toThrow(ConflictError);
  });

  it('goes to a child that was registered behind its gateway since', async () => {
    await desk.rig.ingest.handle([messageOf(device, { pm25: 1 }, { child: 'late-child', receivedAt: at })]);
    await desk.rig.written();
    const [letter] = await desk.of(device);
    await expect(replay(letter?.id)).rejects.toThrow(/'late-child' is not registered behind gateway/);
    const child = desk.rig.registry.add((devices += 1), { externalId: 'late-child', gatewayId: device.deviceId });
    await replay(letter?.id);
    expect(await desk.rig.points(child, 'pm25')).toEqual([[at, 1]]);
  });
});

describe('a dead letter that is discarded', () => {
  it('leaves its room and stays counted', async () => {
    const [letter] = await desk.refuse(device, ['x', 'y']);
    desk.rig.writerQuota.set(device.deviceId, 1e9);
    await desk.now.desk.discard(VIEWER, letter ?? '');
    expect(desk.rig.writerQuota.knows(device.deviceId)).toBe(false);
    expect(await desk.of(device)).toHaveLength(1);
    expect(await desk.now.desk.reasons(VIEWER, { device: device.externalId })).toMatchObject([
      { rule: 'not-json', kept: 1, replayed: 0, beyondQuota: 1, devices: 1 },
    ]);
    await expect(desk.now.desk.discard(VIEWER, letter ?? '')).rejects.toThrow(NotFoundError);
  });
});

describe('the list of dead letters', () => {
  it('pages through letters of one instant, each once, by any filter', async () => {
    await desk.refuse(device, ['a', 'b', { pm25: -1 }, { pm25: 1, humidity: 300 }, 'c'], at);
    const all = await desk.of(device);
    const seen: string[] = [];
    for (let after: readonly (string | number)[] | undefined; ;) {
      const page = await desk.now.desk.list(VIEWER, { device: device.externalId }, { after, limit: 2 });
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(seen.reverse()).toEqual(all.map(({ id }) => id));
    const found = async (filter: object): Promise<number> => {
      const page = { after: undefined, limit: 100 };
      return (await desk.now.desk.list(VIEWER, { device: device.externalId, ...filter }, page)).items.length;
    };
    expect(await found({ rule: 'not-json' })).toBe(3);
    expect(await found({ kind: 'value' })).toBe(1);
    expect(await found({ from: at, to: at + 1 })).toBe(5);
    expect(await found({ from: at + 1 })).toBe(0);
    expect(await found({ replayed: true })).toBe(0);
    expect(await found({ site: SITE, replayed: false })).toBe(5);
    expect(await found({ device: 'nobody' })).toBe(0);
  });

  it('shows nothing of another tenant, nor of a site that is not the caller’s', async () => {
    const [letter] = await desk.refuse(device, ['x']);
    for (const viewer of [
      { tenantId: 'other', sites: null },
      { tenantId: 'default', sites: [ulidOf(802)] },
    ]) {
      expect(await desk.of(device, viewer)).toEqual([]);
      expect(await desk.now.desk.reasons(viewer, {})).toEqual([]);
      for (const call of ['letter', 'discard'] as const) {
        await expect(desk.now.desk[call](viewer, letter ?? '')).rejects.toThrow(NotFoundError);
      }
      await expect(desk.now.desk.replay(viewer, WHO, letter ?? '', {})).rejects.toThrow(NotFoundError);
    }
    expect(await desk.of(device, { tenantId: 'default', sites: [SITE] })).toHaveLength(1);
  });
});
