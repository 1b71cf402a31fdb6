import { expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { EVENTS, byKey, numberOf, until } from './bus-harness.contract.js';
import type { MessageBusHarness } from './bus-harness.contract.js';
import type { LogRecord, MessageBus } from './message-bus.js';

const CRASHES = 4;

/** What outlives a killed process. */
export function crashCases(harness: () => MessageBusHarness, bus: () => MessageBus): void {
  it('keeps every acknowledged record, once and in order, when its process is killed again and again', async () => {
    await bus().close();
    const acknowledged: number[] = [];
    for (let crash = 0; crash < CRASHES; crash += 1) {
      const publisher = await harness().spawnPublisher(EVENTS.name, crash * 1_000_000);
      await until('the first acknowledgements', () => publisher.acknowledged().length > 500);
      await sleep(systemClock, 17 * crash);
      await publisher.kill();
      acknowledged.push(...publisher.acknowledged());
    }
    const seen: LogRecord[] = [];
    const reopened = await harness().open();
    const handle = await reopened.subscribe({
      topic: EVENTS.name,
      group: 'reader',
      handleBatch: ({ records }) => {
        seen.push(...records);
        return Promise.resolve({ kind: 'done' });
      },
    });
    await until('the end of the log', () => handle.lag() === 0);
    const numbers = new Set(seen.map(numberOf));
    expect(acknowledged.filter((n) => !numbers.has(n))).toEqual([]);
    expect(numbers.size).toBe(seen.length);
    for (const ofKey of byKey(seen).values()) expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    await reopened.close();
  }, 60_000);
}
