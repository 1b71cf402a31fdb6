import { describe, expect, it } from '@jest/globals';
import type { EmbeddedMessageBus } from './embedded-message-bus.js';
import { FRAME_HEADER_BYTES } from './frame.js';
import { openBus, readAll, record, textOf } from './log-bench.contract.js';
import { MemoryDisk } from './memory-disk.contract.js';

const TOPIC = 'test.v1';
const TOPICS = [{ name: TOPIC, partitions: 1, cleanup: 'delete' as const }];
const SEGMENT = '/log/test.v1/0/00000000000000000000.seg';

function open(disk: MemoryDisk): Promise<EmbeddedMessageBus> {
  return openBus({ topics: TOPICS, folder: '/log', disk });
}

/** A log with these groups of values, each made durable by itself. */
async function written(groups: readonly (readonly string[])[]): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const bus = await open(disk);
  for (const values of groups) await bus.publish(values.map((value) => record(TOPIC, value)));
  await bus.close();
  return disk;
}

function segmentOf(disk: MemoryDisk): Buffer {
  const bytes = disk.files.get(SEGMENT);
  if (bytes === undefined) throw new Error('no segment');
  return bytes;
}

/** Where each frame ends. */
function frameEnds(segment: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 0; at < segment.length;) {
    at += 8 + segment.readUInt32LE(at);
    ends.push(at);
  }
  return ends;
}

const VALUES = ['zero', 'one', '', 'three 333', 'four', 'five'];
const LAYOUTS: [string, string[][]][] = [
  ['each in a group of its own', VALUES.map((value) => [value])],
  ['all in one group', [VALUES]],
  ['in groups of two', [VALUES.slice(0, 2), VALUES.slice(2, 4), VALUES.slice(4)]],
];

describe.each(LAYOUTS)('the last segment, its records %s', (_layout, groups) => {
  it('cut off at every byte, has every record before the cut, and appends go on', async () => {
    const whole = await written(groups);
    const segment = segmentOf(whole);
    const ends = frameEnds(segment);
    for (let cut = 0; cut < segment.length; cut += 1) {
      const disk = whole.copy();
      disk.files.set(SEGMENT, Buffer.from(segment.subarray(0, cut)));
      const kept = VALUES.slice(0, ends.filter((end) => end <= cut).length);
      const bus = await open(disk);
      expect(bus.damaged()).toEqual([]);
      await bus.publish([record(TOPIC, 'after')]);
      await bus.close();
      const again = await open(disk);
      const records = await readAll(again, TOPIC);
      expect(records.map(textOf)).toEqual([...kept, 'after']);
      const offsets = records.map(({ offset }) => offset);
      expect(offsets.slice(0, -1)).toEqual(kept.map((_, offset) => offset));
      expect(offsets.at(-1)).toBeGreaterThanOrEqual(kept.length);
      await again.close();
    }
  });

  it('with a bit flipped in every byte, has all other records and reports the damaged one by its offset', async () => {
    const whole = await written(groups);
    const segment = segmentOf(whole);
    const ends = frameEnds(segment);
    const last = VALUES.length - 1;
    for (let at = 0; at < segment.length; at += 1) {
      const disk = whole.copy();
      const bytes = segmentOf(disk);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      const hit = ends.findIndex((end) => at < end);
      const bus = await open(disk);
      // A changed last frame cannot be told from a torn one.
      const reported = hit === last ? [] : [expect.objectContaining({ firstOffset: hit, lastOffset: hit })];
      expect(bus.damaged()).toEqual(reported);
      await bus.publish([record(TOPIC, 'after')]);
      await bus.close();
      const again = await open(disk);
      const records = await readAll(again, TOPIC);
      expect(records.map(textOf)).toEqual([...VALUES.filter((_, offset) => offset !== hit), 'after']);
      // An offset that a consumer may have seen is not given to another record.
      expect(records.at(-1)?.offset).toBeGreaterThan(last);
      await again.close();
    }
  });
});

describe('a torn write', () => {
  const BIG = 'x'.repeat(300);

  it('is cut at its first lost sector even where later sectors reached the disk', async () => {
    const disk = await written([['durable'], Array.from({ length: 10 }, (_, at) => `${at}${BIG}`)]);
    segmentOf(disk).fill(0, 1024, 1536);
    const bus = await open(disk);
    expect(bus.damaged()).toEqual([]);
    expect((await readAll(bus, TOPIC)).map(textOf)).toEqual(['durable', `0${BIG}`, `1${BIG}`]);
    expect(disk.files.has(SEGMENT.replace('.seg', '.torn'))).toBe(true);
    await bus.close();
  });

  it('leaves what earlier groups lost to damage reported, not cut', async () => {
    const disk = await written([Array.from({ length: 10 }, (_, at) => `${at}${BIG}`), ['later']]);
    segmentOf(disk).fill(0, 1024, 1536);
    const bus = await open(disk);
    const [damaged] = bus.damaged();
    expect(damaged).toMatchObject({ topic: TOPIC, partition: 0, firstOffset: 3, lastOffset: 4 });
    const kept = [0, 1, 2, 5, 6, 7, 8, 9].map((at) => `${at}${BIG}`);
    expect((await readAll(bus, TOPIC)).map(textOf)).toEqual([...kept, 'later']);
    await bus.close();
  });

  it('keeps its offsets unused after a second restart too, when a group has gone past them', async () => {
    const disk = await written([['kept'], ['lost']]);
    const segment = segmentOf(disk);
    disk.files.set(SEGMENT, Buffer.from(segment.subarray(0, segment.length - 1)));
    const first = await open(disk);
    expect(await readAll(first, TOPIC, 'reader')).toHaveLength(1);
    await first.close();
    const second = await open(disk);
    const handle = await second.subscribe({
      topic: TOPIC,
      group: 'reader',
      handleBatch: () => Promise.resolve({ kind: 'done' }),
    });
    expect(await Promise.race([handle.failed, second.publish([record(TOPIC, 'new')])])).toBeUndefined();
    expect((await readAll(second, TOPIC)).map(textOf)).toEqual(['kept', 'new']);
    await second.close();
  });

  it('keeps aside exactly what was cut off', async () => {
    const disk = await written([['kept'], ['torn']]);
    const segment = segmentOf(disk);
    const start = frameEnds(segment)[0] ?? 0;
    disk.files.set(SEGMENT, Buffer.from(segment.subarray(0, segment.length - 3)));
    await (await open(disk)).close();
    expect(disk.files.get(SEGMENT.replace('.seg', '.torn'))).toEqual(segment.subarray(start, segment.length - 3));
    expect(segmentOf(disk)).toEqual(segment.subarray(0, start));
    expect(start).toBe(FRAME_HEADER_BYTES + 'device'.length + 'kept'.length);
  });
});
