import { describe, expect, it } from '@jest/globals';
import { RetriableError, createLogger, systemClock, systemRandom, type Clock } from '@fieldline/platform';
import type { DeadLetter } from './dead-letter.js';
import type { BatchOutcome, LogRecord, Subscription } from './message-bus.js';
import { PartitionConsumer } from './partition-consumer.js';
import type { PartitionSource } from './partition-source.js';

const TOPIC = 'readings.v1';

function recordAt(offset: number): LogRecord {
  return { offset, key: 'k', value: Buffer.from(String(offset)), appendedAt: 1 };
}

/** Five records, the last followed by a gap up to 9. */
class ArraySource implements PartitionSource {
  readonly topic = TOPIC;
  readonly partition = 0;
  readonly commits: number[] = [];
  readonly letters: DeadLetter[] = [];
  committed = 0;
  failLetters = 0;
  failCommits = 0;

  committedOffset(): number {
    return this.committed;
  }

  range(): { readonly start: number; readonly end: number } {
    return { start: 0, end: 9 };
  }

  async fetch({
    from,
    maxRecords,
    signal,
  }: Parameters<PartitionSource['fetch']>[0]): ReturnType<PartitionSource['fetch']> {
    if (from >= 9) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    const records = [0, 1, 2, 3, 4]
      .filter((offset) => offset >= from)
      .slice(0, maxRecords)
      .map(recordAt);
    const last = records.at(-1)?.offset ?? 4;
    return { records, nextOffset: last === 4 ? 9 : last + 1 };
  }

  commit(nextOffset: number): Promise<void> {
    if (this.failCommits-- > 0) return Promise.reject(new RetriableError('away'));
    this.commits.push(nextOffset);
    this.committed = nextOffset;
    return Promise.resolve();
  }

  deadLetter(letter: DeadLetter): Promise<void> {
    if (this.failLetters-- > 0) return Promise.reject(new RetriableError('away'));
    this.letters.push(letter);
    return Promise.resolve();
  }
}

/** Does not wait: timers fire at once. */
const impatientClock: Clock = { ...systemClock, setTimer: (callback) => systemClock.setTimer(callback, 0) };

interface Consumed {
  readonly error: Error | undefined;
  readonly seen: readonly (readonly number[])[];
}

/** Consumes until the gap's end was committed or the consumer has stopped. */
async function consume(source: ArraySource, options: Partial<Subscription>): Promise<Consumed> {
  const seen: number[][] = [];
  const handle = options.handleBatch ?? ((): Promise<BatchOutcome> => Promise.resolve({ kind: 'done' }));
  const subscription: Subscription = {
    topic: TOPIC,
    group: 'group',
    ...options,
    handleBatch: (batch) => {
      seen.push(batch.records.map(({ offset }) => offset));
      return handle(batch);
    },
  };
  const logger = createLogger('test', 'silent');
  const consumer = new PartitionConsumer({ subscription, source, clock: impatientClock, random: systemRandom, logger });
  const running = consumer.run();
  let stopped = false;
  void running.then(() => (stopped = true));
  while (!stopped && source.committed < 9) await new Promise<void>((resolve) => systemClock.defer(resolve));
  await consumer.close();
  return { error: await running, seen };
}

describe('a consumer of a partition', () => {
  it('commits beyond a gap that follows its batch', async () => {
    const source = new ArraySource();
    expect(await consume(source, { maxBatchRecords: 3 })).toEqual({
      error: undefined,
      seen: [
        [0, 1, 2],
        [3, 4],
      ],
    });
    expect(source.commits).toEqual([3, 9]);
  });

  it('commits what is done before the dead letter, and brings the rest again', async () => {
    const source = new ArraySource();
    let poisoned = false;
    const { seen } = await consume(source, {
      handleBatch: () => {
        if (poisoned) return Promise.resolve({ kind: 'done' });
        poisoned = true;
        return Promise.resolve({ kind: 'dead-letter', index: 2, cause: new Error('bad') });
      },
    });
    expect(seen).toEqual([
      [0, 1, 2, 3, 4],
      [3, 4],
    ]);
    expect(source.commits).toEqual([2, 3, 9]);
    expect(source.letters.map(({ record, group }) => [group, record.offset])).toEqual([['group', 2]]);
  });

  it('brings the record again while its dead letter cannot be stored, and does not pass it', async () => {
    const source = new ArraySource();
    source.failLetters = 2;
    const { seen } = await consume(source, {
      handleBatch: ({ records }) => {
        const index = records.findIndex(({ offset }) => offset === 1);
        return Promise.resolve(index < 0 ? { kind: 'done' } : { kind: 'dead-letter', index, cause: new Error('bad') });
      },
    });
    expect(seen).toEqual([
      [0, 1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [2, 3, 4],
    ]);
    expect(source.letters).toHaveLength(1);
  });

  it('does not handle a batch again because its commit failed', async () => {
    const source = new ArraySource();
    source.failCommits = 1;
    expect((await consume(source, { maxBatchRecords: 2 })).seen).toEqual([[0, 1], [2, 3], [4]]);
    expect(source.commits).toEqual([4, 9]);
  });

  it('stops for good on an outcome that names no record of the batch', async () => {
    const outcome: BatchOutcome = { kind: 'dead-letter', index: 5, cause: new Error('bad') };
    const { error } = await consume(new ArraySource(), { handleBatch: () => Promise.resolve(outcome) });
    expect(error?.message).toBe('a dead letter at index 5 of a batch of 5 records');
  });

  it('commits the offset that the consumer has kept, also when it goes back', async () => {
    const source = new ArraySource();
    source.committed = 4;
    const { seen } = await consume(source, { onAssigned: () => Promise.resolve(1) });
    expect(seen).toEqual([[1, 2, 3, 4]]);
    expect(source.commits).toEqual([1, 9]);
  });

  it('closes at once while it waits for the next attempt', async () => {
    const source = new ArraySource();
    const subscription: Subscription = {
      topic: TOPIC,
      group: 'group',
      handleBatch: () => Promise.resolve({ kind: 'again', cause: new Error('away') }),
    };
    const waits: number[] = [];
    const clock: Clock = {
      ...systemClock,
      setTimer: (_callback, delayMs) => {
        waits.push(delayMs);
        return { cancel: () => undefined };
      },
    };
    const logger = createLogger('test', 'silent');
    const consumer = new PartitionConsumer({ subscription, source, clock, random: systemRandom, logger });
    const running = consumer.run();
    while (waits.length === 0) await new Promise<void>((resolve) => systemClock.defer(resolve));
    await consumer.close();
    expect(await running).toBeUndefined();
    expect(source.commits).toEqual([]);
  });
});
