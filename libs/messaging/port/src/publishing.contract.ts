import { expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { EVENTS, byKey, numberOf, numberedFrom, until } from './bus-harness.contract.js';
import type { MessageBusHarness } from './bus-harness.contract.js';
import { LogUnavailableError, RecordTooLargeError } from './errors.js';
import type { BatchOutcome, LogRecord, MessageBus } from './message-bus.js';

const DONE: BatchOutcome = { kind: 'done' };

async function readAll(bus: MessageBus, group: string): Promise<LogRecord[]> {
  const seen: LogRecord[] = [];
  const handle = await bus.subscribe({
    topic: EVENTS.name,
    group,
    handleBatch: ({ records }) => {
      seen.push(...records);
      return Promise.resolve(DONE);
    },
  });
  await until('the end of the log', () => handle.lag() === 0);
  await handle.close();
  return seen;
}

/** Repeats a call that is rejected because another partition was still failing when it was made. */
async function eventually(call: () => Promise<void>, attempts = 20): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof LogUnavailableError) || attempts === 0) throw error;
    await sleep(systemClock, 5);
    await eventually(call, attempts - 1);
  }
}

/** The last time each number of a key came, in order. */
function lastSeen(numbers: readonly number[]): number[] {
  return numbers.filter((n, at) => numbers.lastIndexOf(n) === at);
}

/** What a publisher may rely on. */
export function publishingCases(harness: () => MessageBusHarness, bus: () => MessageBus): void {
  it('refuses a record that is too large and writes nothing of its call', async () => {
    const large = { topic: EVENTS.name, key: 'large', value: Buffer.alloc(64 * 1024 * 1024) };
    const call = bus().publish([...numberedFrom(EVENTS.name, 0, 3), large]);
    await expect(call).rejects.toBeInstanceOf(RecordTooLargeError);
    expect(await readAll(bus(), 'reader')).toEqual([]);
  });

  it('resolves for no records at all', async () => {
    await bus().publish([]);
  });

  it('rejects while the log takes nothing and takes the same call once it is back', async () => {
    const giveBack = harness().withhold();
    await expect(bus().publish(numberedFrom(EVENTS.name, 0, 10))).rejects.toBeInstanceOf(LogUnavailableError);
    giveBack();
    await eventually(() => bus().publish(numberedFrom(EVENTS.name, 0, 10)));
    const numbers = new Set((await readAll(bus(), 'reader')).map(numberOf));
    expect(numbers.size).toBe(10);
  });

  it('keeps the order when what was rejected is published again in order', async () => {
    const total = 400;
    const resolved = new Set<number>();
    const publishing = (call: number): Promise<boolean> =>
      bus()
        .publish(numberedFrom(EVENTS.name, call * 5, 5))
        .then(
          () => resolved.add(call).size > 0,
          (error: unknown) => {
            expect(error).toBeInstanceOf(LogUnavailableError);
            return false;
          },
        );
    let giveBack: (() => void) | undefined;
    for (let call = 0; resolved.size < total / 5;) {
      const window = Array.from({ length: 8 }, (_, at) => call + at).filter((each) => each * 5 < total);
      if (giveBack === undefined && call === 24) giveBack = harness().withhold();
      const outcomes = await Promise.all(window.map(publishing));
      const firstLost = outcomes.indexOf(false);
      // Every call here shares partitions with every other: after the first rejected one none may have been taken.
      if (firstLost >= 0) expect(outcomes.slice(firstLost)).not.toContain(true);
      call += firstLost >= 0 ? firstLost : window.length;
      if (firstLost >= 0) giveBack?.();
      if (firstLost >= 0) await sleep(systemClock, 5);
    }
    const records = await readAll(bus(), 'reader');
    expect(new Set(records.map(numberOf)).size).toBe(total);
    for (const numbers of byKey(records).values()) {
      const last = lastSeen(numbers);
      expect(last).toEqual([...last].sort((a, b) => a - b));
    }
  });

  it('makes durable what was published just before it closes', async () => {
    let resolved = 0;
    for (let call = 0; call < 20; call += 1) {
      void bus()
        .publish(numberedFrom(EVENTS.name, call * 5, 5))
        .then(() => (resolved += 1));
    }
    await bus().close();
    expect(resolved).toBe(20);
    const again = await harness().open();
    expect(await readAll(again, 'other')).toHaveLength(100);
    await again.close();
  });

  it('makes everything taken durable and ends the batches in flight when it closes', async () => {
    let ended = false;
    let begun = false;
    await bus().subscribe({
      topic: EVENTS.name,
      group: 'slow',
      handleBatch: async () => {
        begun = true;
        await sleep(systemClock, 100);
        ended = true;
        return DONE;
      },
    });
    await bus().publish(numberedFrom(EVENTS.name, 0, 1));
    await until('a batch in flight', () => begun);
    const last = bus().publish(numberedFrom(EVENTS.name, 1, 99));
    const closing = bus().close();
    await expect(bus().publish(numberedFrom(EVENTS.name, 100, 1))).rejects.toBeInstanceOf(LogUnavailableError);
    await closing;
    await last;
    expect(ended).toBe(true);
    const again = await harness().open();
    expect(await readAll(again, 'other')).toHaveLength(100);
    await again.close();
  });
}
