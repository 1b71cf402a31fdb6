import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogRecord } from '@fieldline/messaging';
import type { EmbeddedMessageBus } from './embedded-message-bus.js';
import { LogBench, readAll, record, textOf, untilTrue } from './log-bench.contract.js';

const TOPIC = 'devices.v1';
const KEYS = 5;

describe('compaction', () => {
  let bench: LogBench;
  let bus: EmbeddedMessageBus;

  beforeEach(async () => {
    bench = await LogBench.make({
      topics: [{ name: TOPIC, partitions: 1, cleanup: 'compact' }],
      limits: { compactSegmentBytes: 2_000, tailCacheBytes: 0 },
    });
    bus = await bench.open();
  });

  afterEach(async () => {
    await bench.dispose();
  });

  const folder = (): string => join(bench.folder, TOPIC, '0');

  async function publish(from: number, count: number): Promise<void> {
    for (let n = from; n < from + count; n += KEYS) {
      const records = Array.from({ length: KEYS }, (_, at) => record(TOPIC, `${n + at}`.padEnd(50), `key-${at}`));
      await bus.publish(records);
    }
  }

  async function segmentCount(): Promise<number> {
    return (await readdir(folder())).filter((name) => name.endsWith('.seg')).length;
  }

  async function compacted(): Promise<void> {
    for (let turn = 0; turn < 1_000 && (await segmentCount()) > 4; turn += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  function frameOffsets(segment: Buffer): number[] {
    const found: number[] = [];
    for (let at = 0; at < segment.length; at += 8 + segment.readUInt32LE(at)) found.push(segment.readUInt32LE(at + 8));
    return found;
  }

  function latest(records: readonly LogRecord[]): Record<string, string> {
    return Object.fromEntries(records.map((each) => [each.key, textOf(each).trim()]));
  }

  it('keeps the last record of each key with its offset, in order, and little else', async () => {
    await publish(0, 1_000);
    await compacted();
    const records = await readAll(bus, TOPIC);
    expect(latest(records)).toEqual({ 'key-0': '995', 'key-1': '996', 'key-2': '997', 'key-3': '998', 'key-4': '999' });
    expect(records.length).toBeLessThan(120);
    const offsets = records.map(({ offset }) => offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    for (const each of records) expect(Number(textOf(each))).toBe(each.offset);
    expect(await segmentCount()).toBeLessThanOrEqual(4);
  });

  it('keeps of a key that is written seldom the last record, and only that', async () => {
    await bus.publish([record(TOPIC, 'first', 'seldom'), record(TOPIC, 'second', 'seldom')]);
    await publish(0, 20);
    await bus.publish([record(TOPIC, 'third', 'seldom')]);
    await publish(0, 1_000);
    await compacted();
    const seldom = (await readAll(bus, TOPIC)).filter(({ key }) => key === 'seldom');
    expect(seldom.map((each) => [each.offset, textOf(each)])).toEqual([[22, 'third']]);
  });

  it('reads the same after a restart', async () => {
    await publish(0, 1_000);
    await compacted();
    const before = latest(await readAll(bus, TOPIC));
    await bus.close();
    bus = await bench.open();
    expect(latest(await readAll(bus, TOPIC, 'other'))).toEqual(before);
  });

  it('goes unnoticed by a follower, which sees every last record while segments are replaced under it', async () => {
    const seen = new Map<string, number>();
    const follower = await bus.follow(TOPIC, (records) => {
      for (const each of records) {
        expect(Number(textOf(each))).toBeGreaterThan(seen.get(each.key) ?? -1);
        seen.set(each.key, Number(textOf(each)));
      }
    });
    await publish(0, 1_500);
    await untilTrue(() => seen.get('key-4') === 1_499);
    expect([...seen.values()].sort((a, b) => a - b)).toEqual([1_495, 1_496, 1_497, 1_498, 1_499]);
    await follower.close();
  });

  it('leaves nothing twice where a crash left the segments that it had merged', async () => {
    bench.disk.fail(['rename'], 'EIO');
    await publish(0, 40);
    await bus.publish([record(TOPIC, 'only', 'seldom')]);
    await publish(40, 20);
    const names = (await readdir(folder())).filter((name) => name.endsWith('.seg')).sort();
    const originals = await Promise.all(names.map((name) => readFile(join(folder(), name))));
    bench.disk.heal();
    await publish(60, 400);
    await compacted();
    await bus.close();
    const merged = new Set(await readdir(folder()));
    for (const [at, name] of names.entries()) {
      if (!merged.has(name)) await writeFile(join(folder(), name), originals[at] ?? '');
    }
    await writeFile(join(folder(), '00000000000000009999.compacting'), 'half a segment');
    bus = await bench.open();
    const offsets = (await readAll(bus, TOPIC, 'other')).map(({ offset }) => offset);
    expect(new Set(offsets).size).toBe(offsets.length);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(await readdir(folder())).not.toContain('00000000000000009999.compacting');
    const leftover = names.at(-1) ?? '';
    for (let turn = 0; turn < 5_000 && (await readdir(folder())).includes(leftover); turn += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const inFile = frameOffsets(await readFile(join(folder(), '00000000000000000000.seg')));
    expect(inFile).toContain(40);
    expect(inFile).toEqual([...new Set(inFile)].sort((a, b) => a - b));
  });

  it('leaves a damaged segment as it is', async () => {
    await publish(0, 20);
    const path = join(folder(), '00000000000000000000.seg');
    const bytes = await readFile(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await publish(20, 300);
    await untilTrue(() => bus.damaged().length > 0);
    expect(bus.damaged()[0]).toMatchObject({ topic: TOPIC, firstOffset: 0, lastOffset: 0 });
    await bus.close();
    expect((await readFile(path)).subarray(0, bytes.length)).toEqual(bytes);
    bus = await bench.open();
  });
});
