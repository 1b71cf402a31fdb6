import { afterEach, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LogBench, readAll, record, textOf, untilTrue } from './log-bench.contract.js';

const TOPIC = 'readings.v1';
const TOPICS = [{ name: TOPIC, partitions: 1, cleanup: 'delete' as const }];
const VALUE = 'x'.repeat(1_000);

describe('a consumer', () => {
  let bench: LogBench;

  afterEach(async () => {
    await bench.dispose();
  });

  it('that keeps up is served from memory', async () => {
    bench = await LogBench.make({ topics: TOPICS });
    const bus = await bench.open();
    let seen = 0;
    await bus.subscribe({
      topic: TOPIC,
      group: 'reader',
      handleBatch: ({ records }) => {
        seen += records.length;
        return Promise.resolve({ kind: 'done' });
      },
    });
    for (let call = 0; call < 50; call += 1) await bus.publish(Array.from({ length: 20 }, () => record(TOPIC, VALUE)));
    await untilTrue(() => seen === 1_000);
    expect(bench.disk.bytesRead).toBe(0);
  });

  it('that lags is served from disk, through closed segments, and catches up with what is written meanwhile', async () => {
    bench = await LogBench.make({ topics: TOPICS, limits: { tailCacheBytes: 50_000, segmentBytes: 300_000 } });
    const bus = await bench.open();
    const publish = async (from: number): Promise<void> => {
      const records = Array.from({ length: 20 }, (_, at) => record(TOPIC, `${from + at} ${VALUE}`));
      await bus.publish(records);
    };
    for (let from = 0; from < 2_000; from += 20) await publish(from);
    const numbers: number[] = [];
    await bus.subscribe({
      topic: TOPIC,
      group: 'late',
      maxBatchRecords: 150,
      handleBatch: ({ records }) => {
        numbers.push(...records.map((each) => Number(textOf(each).split(' ')[0])));
        return Promise.resolve({ kind: 'done' });
      },
    });
    for (let from = 2_000; from < 3_000; from += 20) await publish(from);
    await untilTrue(() => numbers.length >= 3_000);
    expect(numbers).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
    expect(bench.disk.bytesRead).toBeGreaterThan(1_500_000);
  });

  it('gets batches of at most the bytes allowed, yet at least one record', async () => {
    bench = await LogBench.make({ topics: TOPICS, limits: { maxBatchBytes: 500 } });
    const bus = await bench.open();
    await bus.publish([record(TOPIC, VALUE), record(TOPIC, 'a'), record(TOPIC, 'b'), record(TOPIC, VALUE)]);
    const sizes: number[] = [];
    const handle = await bus.subscribe({
      topic: TOPIC,
      group: 'reader',
      handleBatch: ({ records }) => {
        sizes.push(records.length);
        return Promise.resolve({ kind: 'done' });
      },
    });
    await untilTrue(() => handle.lag() === 0);
    expect(sizes).toEqual([1, 2, 1]);
  });

  it('gets the neighbours of a damaged record in a closed segment, which is reported once', async () => {
    bench = await LogBench.make({ topics: TOPICS, limits: { tailCacheBytes: 0, segmentBytes: 5_000 } });
    const bus = await bench.open();
    for (let n = 0; n < 20; n += 1) await bus.publish([record(TOPIC, `${n} ${VALUE}`)]);
    const path = join(bench.folder, TOPIC, '0', '00000000000000000004.seg');
    const bytes = await readFile(path);
    const frame = bytes.length / 4;
    bytes[frame + 100] = (bytes[frame + 100] ?? 0) ^ 1;
    bytes[frame * 3 + 100] = (bytes[frame * 3 + 100] ?? 0) ^ 1;
    await writeFile(path, bytes);
    for (const group of ['first', 'second']) {
      const numbers = (await readAll(bus, TOPIC, group)).map((each) => Number(textOf(each).split(' ')[0]));
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n).filter((n) => n !== 5 && n !== 7));
    }
    expect(bus.damaged()).toMatchObject([
      { firstOffset: 5, lastOffset: 5, position: frame },
      { firstOffset: 7, lastOffset: 7, position: frame * 3 },
    ]);
    expect(await bench.metrics.metrics()).toContain(`fieldline_log_damaged_records_total{topic="${TOPIC}"} 2`);
  });

  it('goes on when the disk could not be read for a while, and so does a follower', async () => {
    bench = await LogBench.make({ topics: TOPICS, limits: { tailCacheBytes: 0 } });
    const bus = await bench.open();
    await bus.publish([record(TOPIC, 'a')]);
    bench.disk.fail(['read'], 'EIO');
    let followed = 0;
    const follower = await bus.follow(TOPIC, (records) => (followed += records.length));
    const reading = readAll(bus, TOPIC);
    await new Promise((resolve) => setTimeout(resolve, 100));
    bench.disk.heal();
    expect((await reading).map(textOf)).toEqual(['a']);
    await follower.caughtUp;
    expect(followed).toBe(1);
    expect(bus.health()).toBeUndefined();
  });

  it('that follows and throws stops, and the health says so', async () => {
    bench = await LogBench.make({ topics: TOPICS });
    const bus = await bench.open();
    await bus.publish([record(TOPIC, 'a')]);
    const follower = await bus.follow(TOPIC, () => {
      throw new TypeError('a defect');
    });
    await expect(follower.caughtUp).rejects.toThrow('a defect');
    expect(bus.health()).toBe(`a follower of ${TOPIC} stopped: a defect`);
    await follower.close();
    expect(bus.health()).toBeUndefined();
  });

  it('does not make a start read the whole log', async () => {
    bench = await LogBench.make({ topics: TOPICS, limits: { segmentBytes: 100_000 } });
    const first = await bench.open();
    for (let call = 0; call < 100; call += 1)
      await first.publish(Array.from({ length: 20 }, () => record(TOPIC, VALUE)));
    await first.close();
    bench.disk.bytesRead = 0;
    const second = await bench.open();
    expect(bench.disk.bytesRead).toBeLessThanOrEqual(110_000);
    expect(await readAll(second, TOPIC)).toHaveLength(2_000);
  });
});
