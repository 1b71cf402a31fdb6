import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeHotStoreContract } from '@fieldline/hot/contract';
import type { Clock } from '@fieldline/platform';
import { MemoryHotStore } from './memory-hot-store.js';

class HandClock implements Clock {
  time = 1_000;

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  setTimer(): never {
    throw new Error('a timer was set');
  }

  defer(): never {
    throw new Error('work was deferred');
  }
}

describeHotStoreContract('in memory', () => {
  const clock = new HandClock();
  const pass = (ms: number): Promise<void> => {
    clock.time += ms;
    return Promise.resolve();
  };
  return Promise.resolve({ store: new MemoryHotStore({ clock, maxEntries: 10_000 }), pass });
});

const KEY = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const STEP = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key: KEY, lifetime: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant('delete' as const), key: KEY }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(30) }),
);

describe('MemoryHotStore', () => {
  it('gives exactly what was set and has not ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { maxLength: 60 }), async (steps) => {
        const clock = new HandClock();
        const store = new MemoryHotStore({ clock, maxEntries: 100 });
        const model = new Map<string, { readonly value: string; readonly end: number }>();
        for (const [i, step] of steps.entries()) {
          if (step.kind === 'pass') clock.time += step.ms;
          else if (step.kind === 'delete') {
            await store.delete(step.key);
            model.delete(step.key);
          } else {
            await store.set(step.key, String(i), step.lifetime);
            model.set(step.key, { value: String(i), end: clock.time + step.lifetime });
          }
          for (const key of ['a', 'b', 'c', 'd', 'e']) {
            const known = model.get(key);
            expect(await store.get(key)).toBe(known && known.end > clock.time ? known.value : undefined);
          }
        }
      }),
    );
  });

  it('never holds more than its bound, and keeps what lives longest beside what was written last', async () => {
    const entry = fc.record({ key: fc.integer({ min: 0, max: 40 }), lifetime: fc.integer({ min: 1, max: 1_000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 8 }),
        async (writes, maxEntries) => {
          const store = new MemoryHotStore({ clock: new HandClock(), maxEntries });
          let kept = new Map<number, number>();
          for (const { key, lifetime } of writes) {
            await store.set(`k${key}`, '1', lifetime);
            kept.delete(key);
            const longest = [...kept].sort((a, b) => b[1] - a[1]).slice(0, maxEntries - 1);
            kept = new Map([...longest, [key, lifetime]]);
            expect(store.size).toBe(kept.size);
            const lifetimes = [...kept].filter(
              ([, other]) => [...kept.values()].filter((same) => same === other).length === 1,
            );
            expect(await store.get(`k${key}`)).toBe('1');
            if (lifetimes.length !== kept.size) return;
            for (const held of kept.keys()) expect(await store.get(`k${held}`)).toBe('1');
          }
        },
      ),
    );
  });

  it('counts the members of ordered sets, and drops the lowest scores of a set that is too large alone', async () => {
    const store = new MemoryHotStore({ clock: new HandClock(), maxEntries: 5 });
    await store.set('k', '1', 10_000);
    for (let score = 1; score <= 8; score++) await store.orderedAdd('o', `m${score}`, score, 1_000);
    expect(store.size).toBe(5);
    expect(await store.get('k')).toBeUndefined();
    expect((await store.orderedTop('o', 9)).map((entry) => entry.score)).toEqual([8, 7, 6, 5, 4]);
    await store.orderedRemove('o', 'm8');
    await store.delete('o');
    expect(store.size).toBe(0);
  });

  it('drops what has ended before anything that lives', async () => {
    const clock = new HandClock();
    const store = new MemoryHotStore({ clock, maxEntries: 3 });
    await store.set('short', '1', 10);
    await store.set('long', '1', 1_000);
    await store.set('longer', '1', 2_000);
    clock.time += 20;
    await store.set('new', '1', 5);
    expect(await store.getMany(['short', 'long', 'longer', 'new'])).toEqual([undefined, '1', '1', '1']);
  });

  it('frees what has ended at the next write, asked for or not', async () => {
    const clock = new HandClock();
    const store = new MemoryHotStore({ clock, maxEntries: 100 });
    for (let i = 0; i < 50; i++) await store.set(`k${i}`, '1', 10);
    clock.time += 20;
    await store.set('new', '1', 10);
    expect(store.size).toBe(1);
  });

  it('refuses to use a key as another kind, by name', async () => {
    const store = new MemoryHotStore({ clock: new HandClock(), maxEntries: 5 });
    await store.set('k', '1', 10);
    await expect(store.increment('k', 1, 10)).rejects.toThrow("'k' holds a value");
    await store.increment('n', 1, 10);
    await expect(store.orderedTop('n', 1)).rejects.toThrow("'n' holds a counter");
  });

  it('refuses a bound below one', () => {
    expect(() => new MemoryHotStore({ clock: new HandClock(), maxEntries: 0 })).toThrow(RangeError);
  });
});
