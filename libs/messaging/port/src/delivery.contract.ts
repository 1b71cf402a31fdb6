import { expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { EVENTS, SINGLE, STATE, byKey, numberOf, numbered, numberedFrom, until } from './bus-harness.contract.js';
import type { MessageBusHarness } from './bus-harness.contract.js';
import { OffsetOutOfRangeError } from './errors.js';
import type { Assignment, BatchOutcome, LogRecord, MessageBus, RecordBatch } from './message-bus.js';

const DONE: BatchOutcome = { kind: 'done' };

function into(records: LogRecord[]): (batch: RecordBatch) => Promise<BatchOutcome> {
  return (batch) => {
    records.push(...batch.records);
    return Promise.resolve(DONE);
  };
}

/** Who gets what, in which order, and from where. */
export function deliveryCases(harness: () => MessageBusHarness, bus: () => MessageBus): void {
  it('delivers the records of each key in the order of publishing', async () => {
    const seen: LogRecord[] = [];
    await bus().subscribe({ topic: EVENTS.name, group: 'reader', handleBatch: into(seen) });
    const calls = Array.from({ length: 100 }, (_, call) => bus().publish(numberedFrom(EVENTS.name, call * 20, 20)));
    await Promise.all(calls);
    await until('2,000 records', () => seen.length >= 2_000);
    expect(seen).toHaveLength(2_000);
    for (const numbers of byKey(seen).values()) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('gives key, value, offset and time of appending as they are', async () => {
    const seen: LogRecord[] = [];
    const before = systemClock.now();
    await bus().publish([{ topic: SINGLE.name, key: 'gerät-7', value: Buffer.from([0, 255, 10, 13]) }]);
    await bus().subscribe({ topic: SINGLE.name, group: 'reader', handleBatch: into(seen) });
    await until('the record', () => seen.length === 1);
    expect(seen[0]?.key).toBe('gerät-7');
    expect([...(seen[0]?.value ?? [])]).toEqual([0, 255, 10, 13]);
    expect(seen[0]?.offset).toBe(0);
    expect(seen[0]?.appendedAt).toBeGreaterThanOrEqual(before);
    expect(seen[0]?.appendedAt).toBeLessThanOrEqual(systemClock.now());
  });

  it('gives every group every record', async () => {
    const seen = { a: [] as LogRecord[], b: [] as LogRecord[] };
    await bus().subscribe({ topic: EVENTS.name, group: 'a', handleBatch: into(seen.a) });
    await bus().publish(numberedFrom(EVENTS.name, 0, 50));
    await bus().subscribe({ topic: EVENTS.name, group: 'b', handleBatch: into(seen.b) });
    await until('both groups', () => seen.a.length === 50 && seen.b.length === 50);
  });

  it('shares the partitions among the members of a group, and gives them back when one leaves', async () => {
    const seen = { a: [] as LogRecord[], b: [] as LogRecord[] };
    const member = (records: LogRecord[]) => ({ topic: EVENTS.name, group: 'shared', handleBatch: into(records) });
    await bus().subscribe(member(seen.a));
    const leaving = await bus().subscribe(member(seen.b));
    await bus().publish(numberedFrom(EVENTS.name, 0, 200));
    await until('200 records', () => seen.a.length + seen.b.length >= 200);
    expect(seen.a.length + seen.b.length).toBe(200);
    expect(seen.a.length).toBeGreaterThan(0);
    expect(seen.b.length).toBeGreaterThan(0);
    const keys = [...byKey(seen.a).keys()];
    expect(keys.filter((key) => byKey(seen.b).has(key))).toEqual([]);
    await leaving.close();
    const before = seen.a.length;
    await bus().publish(numberedFrom(EVENTS.name, 200, 200));
    await until('the rest with the one that stayed', () => seen.a.length >= before + 200);
  });

  it('goes on from the committed offset after reopening', async () => {
    const first: LogRecord[] = [];
    await bus().subscribe({ topic: EVENTS.name, group: 'reader', handleBatch: into(first) });
    await bus().publish(numberedFrom(EVENTS.name, 0, 100));
    await until('100 records', () => first.length === 100);
    await bus().close();
    const again = await harness().open();
    const second: LogRecord[] = [];
    await again.publish(numberedFrom(EVENTS.name, 100, 100));
    await again.subscribe({ topic: EVENTS.name, group: 'reader', handleBatch: into(second) });
    await until('the next 100', () => second.length >= 100);
    expect(second.map(numberOf).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, at) => 100 + at));
    await again.close();
  });

  it('goes on from the offset that the consumer itself has kept', async () => {
    await bus().publish(numberedFrom(SINGLE.name, 0, 10));
    const seen: LogRecord[] = [];
    const assigned: Assignment[] = [];
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'own',
      onAssigned: (assignment) => {
        assigned.push(assignment);
        return Promise.resolve(7);
      },
      handleBatch: into(seen),
    });
    await until('three records', () => seen.length === 3);
    expect(seen.map(({ offset }) => offset)).toEqual([7, 8, 9]);
    expect(assigned).toEqual([{ topic: SINGLE.name, partition: 0, committedOffset: 0, startOffset: 0, endOffset: 10 }]);
  });

  it.each([-1, 11, 2.5])(
    'stops loudly when the consumer asks for offset %d, which the log does not have',
    async (offset) => {
      await bus().publish(numberedFrom(SINGLE.name, 0, 10));
      const handle = await bus().subscribe({
        topic: SINGLE.name,
        group: 'own',
        onAssigned: () => Promise.resolve(offset),
        handleBatch: () => Promise.reject(new Error('nothing should come')),
      });
      const error = await handle.failed;
      expect(error).toBeInstanceOf(OffsetOutOfRangeError);
      expect(error.message).toContain(`${SINGLE.name}, partition 0`);
      expect(error.message).toContain(`offset ${offset}`);
      expect(error.message).toContain('0 to 10');
      expect(error.message).toContain('check');
    },
  );

  it('follows a compacted topic from its start, says when it has caught up, and goes on', async () => {
    await bus().publish(numberedFrom(STATE.name, 0, 500));
    const latest = new Map<string, number>();
    const follower = await bus().follow(STATE.name, (records) => {
      for (const record of records) latest.set(record.key, numberOf(record));
    });
    await follower.caughtUp;
    expect([...latest.values()].sort((a, b) => a - b)).toEqual([490, 491, 492, 493, 494, 495, 496, 497, 498, 499]);
    await bus().publish([numbered(STATE.name, 1_000)]);
    await until('the record after', () => latest.get('key-0') === 1_000);
    await follower.close();
  });

  it('tells a follower when it has handled what stood in the topic at the time it asked', async () => {
    const seen: number[] = [];
    const follower = await bus().follow(STATE.name, (records) => seen.push(...records.map(numberOf)));
    await follower.reached();
    for (let n = 0; n < 5; n += 1) {
      await bus().publish([numbered(STATE.name, n)]);
      await follower.reached();
      expect(seen).toContain(n);
    }
    await follower.close();
  });

  it('has caught up at once on an empty topic', async () => {
    const follower = await bus().follow(STATE.name, () => undefined);
    await follower.caughtUp;
    await follower.close();
  });
}
