import { afterAll, beforeAll, expect, describe, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import { RetriableError, systemClock, type Clock } from '@fieldline/platform';
import { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { LedgerStore } from '../ports/ledger-store.js';
import { DEAD_LETTER_LIFETIME_MS, ExpireDeadLetters } from './expire-dead-letters.js';
import { IngestionRig } from './ingestion-rig.contract.js';
import { KeptBytes } from './kept-bytes.js';

const DAY_MS = 86_400_000;
/** What a dead letter counts beside its payload. */
const ROW = 512;
const LIMITS = { deviceBytes: 2 * (100 + ROW), siteBytes: 1e9 };

let rig: IngestionRig;
let now: number;

beforeAll(async () => {
  rig = await IngestionRig.open({ limits: LIMITS });
  now = systemClock.now();
}, 60_000);
afterAll(() => rig.close());

/** A payload of 100 bytes that is no JSON. */
function bad(text: string): string {
  return text.padEnd(100, '!');
}

function expiring(at: number, quotas: readonly DeadLetterQuota[]): ExpireDeadLetters {
  const clock: Clock = { ...systemClock, now: () => at };
  return new ExpireDeadLetters({ ledger: rig.ledger, clock, quotas });
}

async function payloads(device: DeviceIdentity): Promise<readonly string[]> {
  return (await rig.rows('dead_letter', device)).map(({ payload }) => String(payload).replaceAll('!', '')).sort();
}

describe('dead letters that have become too old', () => {
  it('go after 30 days, stay counted, and leave their room to new ones (X2)', async () => {
    const device = rig.registry.add(1);
    await rig.send(device, [bad('one')], { receivedAt: now - 31 * DAY_MS });
    await rig.send(device, [bad('two'), bad('three')], { receivedAt: now - 29 * DAY_MS });
    expect(await payloads(device)).toEqual(['one', 'two']);
    expect(await expiring(now, [rig.writerQuota]).run()).toBe(1);
    await rig.send(device, [bad('four'), bad('five')]);
    expect(await payloads(device)).toEqual(['four', 'two']);
    const overflow = await rig.rows('dead_letter_overflow', device);
    expect(overflow.map(({ rule, count }) => [rule, count])).toEqual(expect.arrayContaining([['not-json', '1']]));
    expect(overflow.reduce((sum, { count }) => sum + Number(count), 0)).toBe(3);
    expect(await rig.ledgerOf(device)).toMatchObject({ received: 5, refused: 5 });
    expect(await expiring(now, []).run()).toBe(0);
  });

  it('go however many there are, a device and a site at a time in the quota', async () => {
    const devices = [rig.registry.add(2), rig.registry.add(3)];
    for (const device of devices) await rig.send(device, [bad('old')], { receivedAt: now - 40 * DAY_MS });
    await rig.database.pool.query(
      `insert into registry.dead_letter select tenant_id, device_id, site_id, kind, run_id, i, stream, log_offset, received_at,
         topic, rule, reason, reading_n, size, hash, payload from registry.dead_letter, generate_series(10, 1500) as i
       where device_id = any ($1)`,
      [devices.map(({ deviceId }) => deviceId)],
    );
    expect(await expiring(now, []).run()).toBe(2 * 1_492);
    expect(await payloads(devices[0] as DeviceIdentity)).toEqual([]);
  });

  it('leave their room also where the answer was lost, and are taken off once', async () => {
    const device = rig.registry.add(4);
    const lost: Pick<LedgerStore, 'expireDeadLetters'> = {
      expireDeadLetters: async (before, limit) => {
        await rig.ledger.expireDeadLetters(before, limit);
        throw new RetriableError('the answer was lost');
      },
    };
    await rig.send(device, [bad('one'), bad('two')], { receivedAt: now - 31 * DAY_MS });
    const clock: Clock = { ...systemClock, now: () => now };
    const expiry = new ExpireDeadLetters({ ledger: lost, clock, quotas: [rig.writerQuota] });
    await expect(expiry.run()).rejects.toThrow('the answer was lost');
    await rig.send(device, [bad('three'), bad('four'), bad('five')]);
    expect(await payloads(device)).toEqual(['four', 'three']);
  });

  it('let the producer’s estimate start anew, also when none was too old', async () => {
    const producer = new DeadLetterQuota(LIMITS);
    // taken for bytes that the log rejected, or the writer stripped
    while (producer.take('d', 's', 100));
    await expiring(now, [producer]).run();
    expect(producer.take('d', 's', 100)).toBe(true);
  });

  it('are no part of what a writer learns that asked while they went, nor is what it knew before', async () => {
    const quota = new DeadLetterQuota({ deviceBytes: 1_000, siteBytes: 1_000 });
    quota.set('s', 0);
    const asked: (readonly string[])[] = [];
    const deadLetterBytes = (ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
      asked.push(ids);
      if (asked.length > 1) return Promise.resolve(new Map([['s', 300]]));
      quota.forget();
      return Promise.resolve(new Map([['d', 1_000]]));
    };
    await new KeptBytes({ ledger: { deadLetterBytes }, quota }).learn([{ deviceId: 'd', siteId: 's' }]);
    expect(asked).toEqual([['d'], ['d', 's']]);
    expect([quota.take('d', 's', 200), quota.take('d', 's', 188)]).toEqual([false, true]);
  });

  it('are those of 30 days before', () => {
    expect(DEAD_LETTER_LIFETIME_MS).toBe(30 * DAY_MS);
  });
});
