import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusedV1 } from '@fieldline/contracts';
import { commitOf, counts, deviceId, letter, receipts, RUN, SITE } from './ledger-fixture.contract.js';
import { NO_READINGS, type LedgerReader } from './ledger-reader.js';
import { FencedError, type LedgerCounts, type LedgerStore } from './ledger-store.js';

export interface OpenedLedgerStore {
  readonly store: LedgerStore & LedgerReader;
  /** The same ledger through another store object, as another process would see it. */
  readonly reopen: () => LedgerStore & LedgerReader;
  readonly close: () => Promise<void>;
}

const courseOf = (outOfOrder: number, missing: number, restarts: number, unchanged: number): Partial<LedgerCounts> => ({
  outOfOrder,
  missing,
  restarts,
  unchanged,
});

const START_LIMIT_MS = 60_000;

/** What every ledger store promises. The ledger is empty when it is opened. */
export function describeLedgerStoreContract(name: string, open: () => Promise<OpenedLedgerStore>): void {
  describe(`${name} as a ledger store`, () => {
    let opened: OpenedLedgerStore;
    let store: OpenedLedgerStore['store'];
    let partition = 0;
    let device = '';
    let devices = 0;

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    }, START_LIMIT_MS);
    afterAll(() => opened.close());

    /** A partition and a device that no other test uses. */
    async function claim(topic?: string): Promise<{ topic: string; partition: number; epoch: number }> {
      partition += 1;
      devices += 1;
      device = deviceId(devices);
      const where = { topic: topic ?? 'telemetry.reading.v1', partition };
      return { ...where, epoch: (await store.assign('writer', where.topic, partition)).epoch };
    }

    it('begins a partition at 0 and raises its epoch at each assignment', async () => {
      expect(await store.assign('writer', 'begins', 0)).toEqual({ epoch: 1, nextOffset: 0 });
      expect(await store.assign('writer', 'begins', 0)).toEqual({ epoch: 2, nextOffset: 0 });
      expect(await store.assign('writer', 'begins', 1)).toEqual({ epoch: 1, nextOffset: 0 });
      expect(await store.assign('another', 'begins', 0)).toEqual({ epoch: 1, nextOffset: 0 });
    });

    it('goes on where the last commit ended, also for another process', async () => {
      const at = await claim();
      await store.commit(commitOf({ ...at, nextOffset: 40 }));
      await store.commit(commitOf({ ...at, nextOffset: 97 }));
      const next = await opened.reopen().assign('writer', at.topic, at.partition);
      expect(next).toEqual({ epoch: at.epoch + 1, nextOffset: 97 });
    });

    it('gives back what was applied, of one stream', async () => {
      const at = await claim();
      const gaps = [{ from: 3, to: 4 }];
      const ofReadings = receipts(device, 9, { applied: 7, gaps });
      const ofRefusals = receipts(device, 2, { stream: 'refused' });
      const json = '{"times":[1,2]}';
      const recent = [{ deviceId: device, json }];
      await store.commit(commitOf({ ...at, nextOffset: 9, receipts: [ofReadings, ofRefusals], recent }));
      expect(await store.load([device, deviceId(99_999)], 'reading')).toEqual({
        receipts: [ofReadings],
        recent,
        courses: [],
      });
      expect((await store.load([device], 'refused')).receipts).toEqual([ofRefusals]);
    });

    it('replaces receipts and recent readings, and keeps those of other runs', async () => {
      const at = await claim();
      const other = receipts(device, 5, { runId: RUN.replace('A', 'B') });
      const recent = (json: string): { deviceId: string; json: string }[] => [{ deviceId: device, json }];
      await store.commit(
        commitOf({ ...at, nextOffset: 1, receipts: [receipts(device, 1), other], recent: recent('1') }),
      );
      await store.commit(commitOf({ ...at, nextOffset: 2, receipts: [receipts(device, 2)], recent: recent('2') }));
      const state = await store.load([device], 'reading');
      expect(state.receipts).toHaveLength(2);
      expect(state.receipts).toEqual(expect.arrayContaining([receipts(device, 2), other]));
      expect(state.recent).toEqual(recent('2'));
    });

    it('adds counts up, column by column', async () => {
      const at = await claim();
      const first = counts(device, {
        stored: 1,
        duplicate: 2,
        superseded: 3,
        expired: 4,
        refused: 5,
        shed: 6,
        ...courseOf(2, 3, 5, 5),
      });
      const second = counts(device, {
        ...{ stored: 10, refusedValues: 7, clockUnsynced: 8, repeatedRecords: 9 },
        ...{ outOfOrder: 1, missing: -2, restarts: 4, unchanged: 5 },
      });
      await store.commit(commitOf({ ...at, nextOffset: 1, counts: [first] }));
      await store.commit(commitOf({ ...at, nextOffset: 2, counts: [second] }));
      expect(await store.deviceLedger('default', device)).toEqual({
        ...{ received: 31, stored: 11, duplicate: 2, superseded: 3, expired: 4, refused: 5, shed: 6 },
        ...{ refusedValues: 7, clockUnsynced: 8, outOfOrder: 3, missing: 1, restarts: 9, unchanged: 10 },
      });
    });

    it('gives the course of a device back as it was last committed, to the stream of readings alone', async () => {
      const at = await claim();
      const course = (json: string): { deviceId: string; json: string }[] => [{ deviceId: device, json }];
      const counted = [counts(device, { stored: 1 })];
      await store.commit(commitOf({ ...at, nextOffset: 1, counts: counted, courses: course('[1, "\\u0000"]') }));
      await store.commit(commitOf({ ...at, nextOffset: 2, counts: counted, courses: course('[2]') }));
      await store.commit(commitOf({ ...at, nextOffset: 3, counts: counted }));
      expect((await store.load([device], 'reading')).courses).toEqual(course('[2]'));
      expect((await store.load([device], 'refused')).courses).toEqual([]);
    });

    it('has a ledger of zeros for a device that never sent, and none of another tenant', async () => {
      const at = await claim();
      await store.commit(commitOf({ ...at, nextOffset: 1, counts: [counts(device, { stored: 1 })] }));
      expect(await store.deviceLedger('default', deviceId(99_999))).toEqual(NO_READINGS);
      expect(await store.deviceLedger('other', device)).toEqual(NO_READINGS);
    });

    it('fences a member whose partition was taken over: nothing of its commit stays', async () => {
      const at = await claim();
      await store.commit(commitOf({ ...at, nextOffset: 5, counts: [counts(device, { stored: 5 })] }));
      const successor = await opened.reopen().assign('writer', at.topic, at.partition);
      const late = commitOf({
        ...at,
        nextOffset: 9,
        receipts: [receipts(device, 9)],
        counts: [counts(device, { stored: 4 })],
        recent: [{ deviceId: device, json: '{}' }],
        courses: [{ deviceId: device, json: '[]' }],
        deadLetters: [letter(device, 1, Buffer.from('x'))],
      });
      await expect(store.commit(late)).rejects.toThrow(FencedError);
      expect((await store.deviceLedger('default', device)).stored).toBe(5);
      expect(await store.load([device], 'reading')).toEqual({ receipts: [], recent: [], courses: [] });
      expect((await store.deadLetterBytes([device])).get(device) ?? 0).toBe(0);
      expect(await store.assign('writer', at.topic, at.partition)).toEqual({
        epoch: successor.epoch + 1,
        nextOffset: 5,
      });
    });

    it('fences a commit for a partition that was never assigned', async () => {
      await expect(store.commit(commitOf({ topic: 'never', nextOffset: 1 }))).rejects.toThrow(FencedError);
    });

    it('tells a holder that is unsure of its last commit how far it came, and lets it go on', async () => {
      const { epoch, ...at } = await claim();
      await store.commit(commitOf({ ...at, epoch, nextOffset: 7 }));
      const resumed = await store.resume('writer', at.topic, { partition: at.partition, epoch });
      expect(resumed.nextOffset).toBe(7);
      await store.commit(commitOf({ ...at, epoch: resumed.epoch, nextOffset: 8 }));
      expect(await store.assign('writer', at.topic, at.partition)).toMatchObject({ nextOffset: 8 });
    });

    it('lets nobody go on whose partition was taken over', async () => {
      const { epoch, ...at } = await claim();
      await opened.reopen().assign('writer', at.topic, at.partition);
      await expect(store.resume('writer', at.topic, { partition: at.partition, epoch })).rejects.toThrow(FencedError);
    });

    it('applies a change once when it is committed again, as after a lost answer', async () => {
      const at = await claim('telemetry.refused.v1');
      const change = commitOf({
        ...at,
        nextOffset: 5,
        counts: [counts(device, { refused: 5 })],
        deadLetters: [letter(device, 1, Buffer.from('x')), letter(device, 2, undefined, { count: 4 })],
      });
      await store.commit(change);
      const before = await store.deadLetterBytes([device]);
      await store.commit(change);
      expect((await store.deviceLedger('default', device)).refused).toBe(5);
      expect(await store.deadLetterBytes([device])).toEqual(before);
    });

    it('counts the bytes of dead letters for their device and their site', async () => {
      const at = await claim(refusedV1.topic);
      const size = async (id: string): Promise<number> => (await store.deadLetterBytes([device, SITE])).get(id) ?? 0;
      const siteBefore = await size(SITE);
      const deadLetters = [letter(device, 1, Buffer.alloc(1_000)), letter(device, 2, Buffer.alloc(3_000))];
      await store.commit(commitOf({ ...at, nextOffset: 2, deadLetters }));
      expect(await size(device)).toBeGreaterThanOrEqual(4_000);
      expect((await size(SITE)) - siteBefore).toBe(await size(device));
    });

    it('takes old dead letters away, oldest first and so many at once, and says what became free', async () => {
      const at = await claim(refusedV1.topic);
      const size = async (): Promise<number> => (await store.deadLetterBytes([device])).get(device) ?? 0;
      const aged = (n: number, receivedAt: number): ReturnType<typeof letter> =>
        letter(device, n, Buffer.alloc(n * 100), { receivedAt });
      const deadLetters = [aged(3, 3_000), aged(1, 1_000), aged(2, 2_000), letter(device, 4, undefined, { count: 5 })];
      await store.commit(commitOf({ ...at, nextOffset: 1, deadLetters }));
      const before = await size();
      const freed = await store.expireDeadLetters(3_000, 1);
      expect(freed).toEqual([{ deviceId: device, siteId: SITE, count: 1, bytes: before - (await size()) }]);
      expect(await store.expireDeadLetters(3_000, 10)).toMatchObject([{ deviceId: device, count: 1 }]);
      expect(await store.expireDeadLetters(3_000, 10)).toEqual([]);
      expect(await size()).toBeGreaterThanOrEqual(300);
      expect(await size()).toBeLessThan(300 + (before - 600));
    });

    it('keeps no bytes of what is beyond the quota', async () => {
      const at = await claim(refusedV1.topic);
      const beyond = [letter(device, 1, undefined, { count: 70 }), letter(device, 2, undefined, { count: 30 })];
      await store.commit(commitOf({ ...at, nextOffset: 2, deadLetters: beyond }));
      expect((await store.deadLetterBytes([device])).get(device) ?? 0).toBe(0);
    });

    it('takes any text and bytes that a device may have sent', async () => {
      const at = await claim(refusedV1.topic);
      const reason = { rule: 'unknown-metric', message: `no metric 'a\0b\ud800c'`, value: '"\\u0000 \'; -- {,}"' };
      const deadLetters = [letter(device, 1, Buffer.from([0, 255, 128, 10]), { reason })];
      await store.commit(commitOf({ ...at, nextOffset: 1, deadLetters }));
      expect((await store.deadLetterBytes([device])).get(device)).toBeGreaterThan(4);
    });

    it('bears commits of two partitions over the same devices in opposite order', async () => {
      const one = await claim();
      const two = await claim();
      const all = Array.from({ length: 40 }, (_, index) => counts(deviceId(1_000 + index), { stored: 1 }));
      const rounds = Array.from({ length: 25 }, (_, index) => index + 1);
      const run = async (at: typeof one, rows: typeof all): Promise<void> => {
        for (const nextOffset of rounds) await store.commit(commitOf({ ...at, nextOffset, counts: rows }));
      };
      await Promise.all([run(one, all), run(two, all.toReversed())]);
      expect((await store.deviceLedger('default', deviceId(1_000))).stored).toBe(50);
      expect((await store.deviceLedger('default', deviceId(1_039))).stored).toBe(50);
    });
  });
}
