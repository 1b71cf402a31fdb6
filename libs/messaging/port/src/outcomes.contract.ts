import { expect, it } from '@jest/globals';
import { RetriableError, sleep, systemClock } from '@fieldline/platform';
import { SINGLE, numberOf, numbered, numberedFrom, until } from './bus-harness.contract.js';
import { DEAD_LETTER_TOPIC, decodeDeadLetter, type DeadLetterRecord } from './dead-letter.js';
import type { BatchOutcome, LogRecord, MessageBus } from './message-bus.js';

const DONE: BatchOutcome = { kind: 'done' };

/** What becomes of a batch, and of a consumer. */
export function outcomeCases(bus: () => MessageBus): void {
  it('brings the same records again, in order, until they are done', async () => {
    await bus().publish(numberedFrom(SINGLE.name, 0, 20));
    const attempts: number[][] = [];
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'reader',
      maxBatchRecords: 20,
      handleBatch: ({ records }) => {
        attempts.push(records.map(numberOf));
        if (attempts.length === 1) return Promise.resolve({ kind: 'again', cause: new Error('the store is away') });
        if (attempts.length === 2) return Promise.reject(new RetriableError('the store is away'));
        return Promise.resolve(DONE);
      },
    });
    await until('three attempts', () => attempts.length === 3);
    const all = Array.from({ length: 20 }, (_, at) => at);
    expect(attempts).toEqual([all, all, all]);
  });

  it('tells where a group stands: behind what was taken, and at its end once all is done', async () => {
    await bus().publish(numberedFrom(SINGLE.name, 0, 20));
    expect(await bus().positions(SINGLE.name, 'nobody')).toEqual([{ partition: 0, committedOffset: 0, endOffset: 20 }]);
    const handle = await bus().subscribe({
      topic: SINGLE.name,
      group: 'reader',
      handleBatch: () => Promise.resolve(DONE),
    });
    await until('the end', () => handle.lag() === 0);
    expect(await bus().positions(SINGLE.name, 'reader')).toEqual([
      { partition: 0, committedOffset: 20, endOffset: 20 },
    ]);
    const taken = bus().publish(numberedFrom(SINGLE.name, 20, 5));
    expect(await bus().positions(SINGLE.name, 'nobody')).toMatchObject([{ endOffset: 25 }]);
    await taken;
  });

  it('puts a poison record aside while its neighbours pass', async () => {
    const poison = new Set([3, 4, 9]);
    const passed: number[] = [];
    await bus().publish(numberedFrom(SINGLE.name, 0, 12));
    const letters: DeadLetterRecord[] = [];
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'reader',
      handleBatch: ({ records }) => {
        const index = records.findIndex((record) => poison.has(numberOf(record)));
        passed.push(...(index < 0 ? records : records.slice(0, index)).map(numberOf));
        if (index < 0) return Promise.resolve(DONE);
        return Promise.resolve({ kind: 'dead-letter', index, cause: new TypeError('no such metric') });
      },
    });
    await bus().subscribe({
      topic: DEAD_LETTER_TOPIC,
      group: 'desk',
      handleBatch: ({ records }) => {
        letters.push(...records.map(({ value }) => decodeDeadLetter(value)));
        return Promise.resolve(DONE);
      },
    });
    await until('all others and three dead letters', () => passed.length === 9 && letters.length === 3);
    expect(passed).toEqual([0, 1, 2, 5, 6, 7, 8, 10, 11]);
    expect(letters.map(({ offset }) => offset)).toEqual([3, 4, 9]);
    expect(letters[0]).toMatchObject({
      group: 'reader',
      topic: SINGLE.name,
      partition: 0,
      key: 'key-3',
      cause: { name: 'TypeError', message: 'no such metric' },
      value: Buffer.from('3').toString('base64'),
    });
  });

  it('stops a subscription whose handler fails for good, and leaves other groups alone', async () => {
    await bus().publish(numberedFrom(SINGLE.name, 0, 5));
    const seen: LogRecord[] = [];
    const broken = await bus().subscribe({
      topic: SINGLE.name,
      group: 'broken',
      handleBatch: () => Promise.reject(new TypeError('a defect')),
    });
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'sound',
      handleBatch: ({ records }) => {
        seen.push(...records);
        return Promise.resolve(DONE);
      },
    });
    expect((await broken.failed).message).toBe('a defect');
    await until('the other group', () => seen.length === 5);
  });

  it('asks for the start again when that failed retriably', async () => {
    await bus().publish([numbered(SINGLE.name, 1)]);
    let asked = 0;
    const seen: LogRecord[] = [];
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'own',
      onAssigned: () => {
        asked += 1;
        return asked < 3 ? Promise.reject(new RetriableError('the store is away')) : Promise.resolve(undefined);
      },
      handleBatch: ({ records }) => {
        seen.push(...records);
        return Promise.resolve(DONE);
      },
    });
    await until('the record', () => seen.length === 1);
    expect(asked).toBe(3);
  });

  it('fetches nothing while paused, and tells its lag', async () => {
    const seen: LogRecord[] = [];
    const handle = await bus().subscribe({
      topic: SINGLE.name,
      group: 'reader',
      handleBatch: ({ records }) => {
        seen.push(...records);
        return Promise.resolve(DONE);
      },
    });
    await bus().publish([numbered(SINGLE.name, 0)]);
    await until('the first', () => handle.lag() === 0 && seen.length === 1);
    handle.pause();
    await bus().publish(numberedFrom(SINGLE.name, 1, 9));
    await sleep(systemClock, 50);
    expect(seen).toHaveLength(1);
    expect(handle.lag()).toBe(9);
    handle.resume();
    await until('the rest', () => seen.length === 10 && handle.lag() === 0);
  });
}
