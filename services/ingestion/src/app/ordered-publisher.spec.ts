import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { READING_TOPIC } from '@fieldline/contracts';
import { partitionOfKey } from '@fieldline/messaging-embedded';
import { RecordTooLargeError, type OutgoingRecord } from '@fieldline/messaging';
import { createLogger, systemClock } from '@fieldline/platform';
import { OrderedPublisher } from './ordered-publisher.js';
import { openTestLog, type TestLog } from './test-log.contract.js';

function record(key: string, text: string): OutgoingRecord {
  return { topic: READING_TOPIC, key, value: Buffer.from(text) };
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('publishing in order', () => {
  let log: TestLog;
  let publisher: OrderedPublisher;

  beforeEach(async () => {
    log = await openTestLog();
    publisher = new OrderedPublisher({ bus: log.bus, clock: systemClock, logger: createLogger('test', 'silent') });
  });
  afterEach(async () => {
    log.disk.failures = 0;
    await log.close();
  });

  /** What the log holds of a key: batches sent again may stand there twice, first and last in the same order. */
  async function texts(key: string): Promise<readonly string[]> {
    const records = await log.read(READING_TOPIC);
    const all = records.filter((one) => one.key === key).map(({ value }) => value.toString());
    const first = [...new Set(all)];
    expect([...new Set(all.reverse())].reverse()).toEqual(first);
    return first;
  }

  function inOrder(from: number, to: number): readonly string[] {
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
  }

  it('resolves when the log has the records and not before (X1)', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    log.disk.hold = () => released;
    let resolved = false;
    const published = publisher.publish([record('a', '1')]).then(() => (resolved = true));
    await pause(50);
    expect(resolved).toBe(false);
    release();
    await published;
    expect(await texts('a')).toEqual(['1']);
  });

  it('keeps several batches in flight', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    log.disk.hold = () => released;
    const published = [1, 2, 3].map((n) => publisher.publish([record('a', String(n))]));
    await tick();
    expect(publisher.withheld).toBe(false);
    release();
    await Promise.all(published);
    expect(await texts('a')).toEqual(['1', '2', '3']);
  });

  it('waits while the log is away, then keeps the order of what came before, meanwhile and after', async () => {
    log.disk.failures = Infinity;
    const keys = ['a', 'b', 'c', 'd'];
    const published: Promise<void>[] = [];
    for (let n = 1; n <= 60; n += 1) {
      published.push(publisher.publish(keys.map((key) => record(key, String(n)))));
      if (n % 5 === 0) await pause(5);
    }
    expect(publisher.withheld).toBe(true);
    log.disk.failures = 0;
    await Promise.all(published);
    expect(publisher.withheld).toBe(false);
    await publisher.publish([record('a', '61')]);
    expect(await texts('a')).toEqual(inOrder(1, 61));
    for (const key of keys.slice(1)) expect(await texts(key)).toEqual(inOrder(1, 60));
  });

  it('keeps the order through failures at any moment', async () => {
    const published: Promise<void>[] = [];
    for (let n = 1; n <= 400; n += 1) {
      if (n % 90 === 0) log.disk.failures = 1 + (n % 2);
      published.push(publisher.publish([record(`k${n % 7}`, String(n)), record(`k${(n + 1) % 7}`, String(n))]));
      if (n % 3 === 0) await tick();
    }
    await Promise.all(published);
    for (let k = 0; k < 7; k += 1) {
      const numbers = (await texts(`k${k}`)).map(Number);
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
      expect(numbers.length).toBeGreaterThanOrEqual(114);
    }
  });

  it('waits for what is still in flight in another partition before it begins again', async () => {
    const slow = ['a', 'b', 'c', 'd'].find((key) => partitionOfKey(key, 2) === 1) as string;
    const failing = ['a', 'b', 'c', 'd'].find((key) => partitionOfKey(key, 2) === 0) as string;
    await Promise.all([slow, failing].map((key) => publisher.publish([record(key, '0')])));
    log.disk.hold = (file) => pause(file.includes(`${READING_TOPIC}/1/`) ? 80 : 0);
    const published = [publisher.publish([record(slow, '1')])];
    await pause(10);
    log.disk.failures = 1;
    for (const text of ['1', '2', '3']) published.push(publisher.publish([record(failing, text)]));
    while (!publisher.withheld) await pause(1);
    published.push(publisher.publish([record(failing, '4')]));
    await Promise.all(published);
    await pause(300);
    expect(await texts(failing)).toEqual(['0', '1', '2', '3', '4']);
    expect(await texts(slow)).toEqual(['0', '1']);
  });

  it('rejects a batch that can never be taken, and it alone', async () => {
    const tooLarge = { ...record('a', ''), value: Buffer.alloc(2 ** 21) };
    const [before, rejected, after] = await Promise.allSettled([
      publisher.publish([record('a', '1')]),
      publisher.publish([record('a', '2'), tooLarge]),
      publisher.publish([record('a', '3')]),
    ]);
    expect(rejected).toMatchObject({ status: 'rejected', reason: expect.any(RecordTooLargeError) as unknown });
    expect([before.status, after.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(await texts('a')).toEqual(['1', '3']);
  });

  it('rejects such a batch alone also when it waited for the log', async () => {
    log.disk.failures = Infinity;
    const first = publisher.publish([record('a', '1')]);
    while (!publisher.withheld) await pause(5);
    const tooLarge = publisher.publish([{ ...record('a', '2'), value: Buffer.alloc(2 ** 21) }]);
    const last = publisher.publish([record('a', '3')]);
    log.disk.failures = 0;
    await expect(tooLarge).rejects.toBeInstanceOf(RecordTooLargeError);
    await Promise.all([first, last]);
    expect(await texts('a')).toEqual(['1', '3']);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
