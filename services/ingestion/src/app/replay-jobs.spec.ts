import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  RetriableError,
  sleep,
  systemClock,
} from '@fieldline/platform';
import { DeskFixture, VIEWER, WHO } from './dead-letter-fixture.contract.js';
import { ulidOf } from './example-registry.contract.js';

const LETTERS = 120;
const mapping = { rename: { pm: 'pm25' } };

let desk: DeskFixture;
let devices = 300;
let device: DeviceIdentity;
let at: number;

beforeAll(async () => {
  desk = await DeskFixture.open({ limits: { deviceBytes: 1e9, siteBytes: 1e9 } });
  desk.batch = { letters: 25, bytes: 1e6 };
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => {
  device = desk.rig.registry.add((devices += 1));
  at = systemClock.now() - 3_600_000;
});

/** Letters of one millisecond, every other without a time; each tenth cannot be mended. */
function refused(): readonly unknown[] {
  return Array.from({ length: LETTERS }, (_, n) =>
    n % 10 === 9 ? { pm: 'x' } : n % 2 === 0 ? { pm: n } : { ts: at - n * 1_000, pm: n },
  );
}

const start = (filter: object = { device: device.externalId }): Promise<{ readonly id: string }> =>
  desk.now.jobs.start(VIEWER, WHO, { filter, mapping });

describe('a replay of many letters', () => {
  it('stores each once, and tells how far it came and what was refused again (X2)', async () => {
    await desk.refuse(device, refused(), at);
    const { id } = await start();
    const job = await desk.ended(id);
    const accepted = LETTERS * 0.9;
    expect(job).toMatchObject({
      state: 'done',
      total: LETTERS,
      accepted,
      refusedAgain: LETTERS - accepted,
      problem: null,
    });
    expect(job.reasons).toEqual([
      { rule: 'no-value', message: expect.stringContaining('pm25 is not a number') as unknown, count: LETTERS / 10 },
    ]);
    await desk.rig.written();
    expect(await desk.rig.points(device, 'pm25')).toHaveLength(accepted);
    expect(await desk.rig.ledgerOf(device)).toMatchObject({
      received: LETTERS + accepted,
      stored: accepted,
      refused: LETTERS,
      duplicate: 0,
    });
    const again = await desk.ended((await start()).id);
    expect(again).toMatchObject({ total: LETTERS / 10, accepted: 0, refusedAgain: LETTERS / 10 });
  });

  it.each(['before', 'after'] as const)('goes on where it was, when it is cut off %s it moved on', async (cut) => {
    await desk.refuse(device, refused(), at);
    const step = desk.jobs.step.bind(desk.jobs);
    let steps = 0;
    desk.jobs.step = async (...given) => {
      steps += 1;
      if (cut === 'after') await step(...given);
      if (steps === 2) throw new Error('the process is gone');
      if (cut === 'before') await step(...given);
    };
    // what cannot be mended ends a job; here nobody is left to write that down
    const end = desk.jobs.end.bind(desk.jobs);
    desk.jobs.end = () => Promise.reject(new RetriableError('the process is gone'));
    const { id } = await start();
    while (steps < 2) await sleep(systemClock, 5);
    await desk.restart();
    Object.assign(desk.jobs, { step, end });
    desk.now.runner.wake();
    const accepted = LETTERS * 0.9;
    expect(await desk.ended(id)).toMatchObject({ state: 'done', accepted, refusedAgain: LETTERS - accepted });
    await desk.rig.written();
    expect(await desk.rig.points(device, 'pm25')).toHaveLength(accepted);
    const { stored, duplicate } = await desk.rig.ledgerOf(device);
    expect(stored).toBe(accepted);
    expect(duplicate > 0).toBe(cut === 'before');
  });

  it('is one at a time in a tenant', async () => {
    await desk.refuse(device, refused(), at);
    const { id } = await start();
    await expect(start()).rejects.toThrow(ConflictError);
    await desk.ended(id);
  });

  it('waits while the store is away', async () => {
    await desk.refuse(device, refused(), at);
    const next = desk.jobs.next.bind(desk.jobs);
    let failures = 1;
    desk.jobs.next = (...given) => {
      if (failures-- > 0) return Promise.reject(new RetriableError('away'));
      return next(...given);
    };
    expect(await desk.ended((await start()).id)).toMatchObject({ state: 'done', total: LETTERS });
    desk.jobs.next = next;
  });

  it('takes the letters of its filter alone', async () => {
    await desk.refuse(device, [{ pm: 1 }, 'no json', { pm25: 1, humidity: 300 }], at);
    const job = await desk.ended((await start({ device: device.externalId, rule: 'no-value', kind: 'reading' })).id);
    expect(job).toMatchObject({ total: 1, accepted: 1 });
    await expect(start({ device: 'nobody' })).rejects.toThrow(InvalidRequestError);
  });

  it('is seen by those who see all of its sites', async () => {
    const { id } = await start();
    await desk.ended(id);
    const page = { after: undefined, limit: 100 };
    expect((await desk.now.jobs.list(VIEWER, page)).items[0]?.id).toBe(id);
    for (const viewer of [
      { tenantId: 'other', sites: null },
      { tenantId: 'default', sites: [ulidOf(801)] },
    ]) {
      await expect(desk.now.jobs.job(viewer, id)).rejects.toThrow(NotFoundError);
      expect((await desk.now.jobs.list(viewer, page)).items).toEqual([]);
    }
  });
});
