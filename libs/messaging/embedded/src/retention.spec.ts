import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedMessageBus } from './embedded-message-bus.js';
import { LogBench, readAll, record, textOf, untilTrue } from './log-bench.contract.js';
import { ManualClock } from './manual-clock.contract.js';

const TOPIC = 'readings.v1';
const HOUR_MS = 3_600_000;
const SEGMENT_BYTES = 1_000;
const VALUE = 'x'.repeat(400);

describe('retention', () => {
  let bench: LogBench;
  let bus: EmbeddedMessageBus;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    bench = await LogBench.make({
      topics: [{ name: TOPIC, partitions: 1, cleanup: 'delete', retentionMs: HOUR_MS, retentionBytes: 3_000 }],
      clock,
      limits: { segmentBytes: SEGMENT_BYTES },
    });
    bus = await bench.open();
  });

  afterEach(async () => {
    await bench.dispose();
  });

  async function segments(): Promise<number[]> {
    const names = await readdir(join(bench.folder, TOPIC, '0'));
    return names
      .filter((name) => name.endsWith('.seg'))
      .map((name) => Number(name.slice(0, 20)))
      .sort((a, b) => a - b);
  }

  async function publish(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) await bus.publish([record(TOPIC, VALUE)]);
  }

  /** Lets time pass, a minute each few turns, until the segments are as wanted or patience ends. */
  async function settled(condition: (bases: number[]) => boolean, patienceMs = 5_000): Promise<number[]> {
    const deadline = performance.now() + patienceMs;
    let bases = await segments();
    for (let turn = 1; performance.now() < deadline && !condition(bases); turn += 1) {
      await new Promise<void>((resolve) => clock.defer(resolve));
      bases = await segments();
      if (turn % 20 === 0) clock.advance(60_000);
    }
    return bases;
  }

  const unchanged = (): Promise<number[]> => settled(() => false, 300);

  it('removes the oldest closed segments beyond the size, where no group reads the topic', async () => {
    await publish(20);
    expect(await settled((bases) => bases.length <= 4)).toEqual([12, 14, 16, 18]);
    expect(await readAll(bus, TOPIC)).toHaveLength(8);
  });

  it('removes what is older than the age, also the segment being written', async () => {
    await publish(2);
    clock.advance(HOUR_MS + 60_000);
    await settled((bases) => bases[0] === 2);
    expect(await segments()).toEqual([2]);
    await publish(1);
    expect((await readAll(bus, TOPIC)).map(({ offset }) => offset)).toEqual([2]);
  });

  it('never passes the slowest group, not even one that only was there before a restart', async () => {
    const slow = await bus.subscribe({
      topic: TOPIC,
      group: 'slow',
      maxBatchRecords: 1,
      handleBatch: ({ records }) =>
        (records[0]?.offset ?? 0) < 3
          ? Promise.resolve({ kind: 'done' })
          : Promise.resolve({ kind: 'again', cause: new Error('away') }),
    });
    await publish(20);
    await readAll(bus, TOPIC, 'fast');
    await untilTrue(() => slow.lag() === 17);
    await slow.close();
    clock.advance(HOUR_MS * 2);
    expect(await settled((bases) => bases[0] !== 0)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    await bus.close();
    bus = await bench.open();
    clock.advance(HOUR_MS * 2);
    await publish(2);
    clock.advance(HOUR_MS * 2);
    expect((await unchanged())[0]).toBe(2);
    expect((await readAll(bus, TOPIC, 'slow')).map(({ offset }) => offset)[0]).toBe(3);
  });

  it('counts a group only as far as its offset would survive a crash', async () => {
    await publish(2);
    await readAll(bus, TOPIC, 'reader');
    bench.disk.fail(['rename'], 'EIO');
    await publish(18);
    await readAll(bus, TOPIC, 'reader');
    clock.advance(HOUR_MS * 2);
    expect((await unchanged())[0]).toBe(0);
    bench.disk.heal();
    clock.advance(60_000);
    expect((await settled((bases) => bases[0] !== 0))[0]).not.toBe(0);
  });

  it('begins a new group where the log begins', async () => {
    await publish(20);
    await settled((bases) => bases.length <= 4);
    const [first] = await readAll(bus, TOPIC, 'late');
    expect(first?.offset).toBe(12);
    expect(textOf(first ?? { value: Buffer.alloc(0) })).toBe(VALUE);
  });
});
