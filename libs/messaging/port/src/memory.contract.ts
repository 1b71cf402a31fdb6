import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { SINGLE, until } from './bus-harness.contract.js';
import type { BatchOutcome, MessageBus } from './message-bus.js';

const RECORDS = 1_000_000;
const CALL_RECORDS = 1_000;
const VALUE = Buffer.alloc(64, 'x');
const ALLOWED_GROWTH_BYTES = 80 * 1024 * 1024;

function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
}

/** That a group which does not keep up costs disk, not memory. */
export function memoryCases(bus: () => MessageBus): void {
  it('does not grow while a million records go by a group that stands still', async () => {
    const before = usedBytes();
    let goOn: () => void = () => undefined;
    const standing = new Promise<void>((resolve) => (goOn = resolve));
    let slow = 0;
    let fast = 0;
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'slow',
      handleBatch: async ({ records }): Promise<BatchOutcome> => {
        await standing;
        slow += records.length;
        return { kind: 'done' };
      },
    });
    await bus().subscribe({
      topic: SINGLE.name,
      group: 'fast',
      handleBatch: ({ records }): Promise<BatchOutcome> => {
        fast += records.length;
        return Promise.resolve({ kind: 'done' });
      },
    });
    const call = Array.from({ length: CALL_RECORDS }, () => ({ topic: SINGLE.name, key: 'device', value: VALUE }));
    let most = 0;
    for (let published = 0; published < RECORDS; published += CALL_RECORDS * 10) {
      await Promise.all(Array.from({ length: 10 }, () => bus().publish(call)));
      if (published % 100_000 === 0) most = Math.max(most, usedBytes());
    }
    await until('the fast group', () => fast === RECORDS);
    expect(Math.max(most, usedBytes()) - before).toBeLessThan(ALLOWED_GROWTH_BYTES);
    goOn();
    await until('the slow group', () => slow === RECORDS);
    expect(usedBytes() - before).toBeLessThan(ALLOWED_GROWTH_BYTES);
  }, 120_000);
}
