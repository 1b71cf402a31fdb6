import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HotStore } from './hot-store.js';

export interface OpenedHotStore {
  readonly store: HotStore;
  /** Lets so much time pass for the store. */
  readonly pass: (ms: number) => Promise<void>;
}

const LIFETIME_MS = 2_000;
const HALF_MS = 1_000;

/** What every HotStore promises. `open` gives an empty store before each test; the suite closes it. */
export function describeHotStoreContract(name: string, open: () => Promise<OpenedHotStore>): void {
  describe(`HotStore contract: ${name}`, () => {
    let store: HotStore;
    let pass: OpenedHotStore['pass'];
    beforeEach(async () => {
      ({ store, pass } = await open());
    });
    afterEach(() => store.close());
    const current = (): HotStore => store;
    describeValues(current, (ms) => pass(ms));
    describeCounters(current, (ms) => pass(ms));
    describeOrderedSets(current, (ms) => pass(ms));
    describeLeases(current, (ms) => pass(ms));
  });
}

type Pass = OpenedHotStore['pass'];

function describeValues(store: () => HotStore, pass: Pass): void {
  describe('values', () => {
    it('gives back what was set, byte for byte, and undefined for what was not', async () => {
      const value = JSON.stringify({ note: 'é 漢字 😀 "quoted" \\ \n', empty: '', list: [1, 2.5] });
      await store().set('latest:a', value, LIFETIME_MS);
      await store().set('latest:empty', '', LIFETIME_MS);
      expect(await store().get('latest:a')).toBe(value);
      expect(await store().get('latest:empty')).toBe('');
      expect(await store().get('latest:b')).toBeUndefined();
    });

    it('overwrites and starts the lifetime anew', async () => {
      await store().set('k', '1', LIFETIME_MS);
      await pass(HALF_MS + 200);
      await store().set('k', '2', LIFETIME_MS);
      await pass(HALF_MS + 200);
      expect(await store().get('k')).toBe('2');
      await pass(LIFETIME_MS);
      expect(await store().get('k')).toBeUndefined();
    });

    it('sets and gives many in the order asked for, gaps and repeats included', async () => {
      await store().setMany([], LIFETIME_MS);
      expect(await store().getMany([])).toEqual([]);
      const entries = ['a', 'b', 'c'].map((key) => ({ key, value: `"${key}"` }));
      await store().setMany([...entries, { key: 'a', value: '"later"' }], LIFETIME_MS);
      expect(await store().getMany(['c', 'x', 'a', 'c'])).toEqual(['"c"', undefined, '"later"', '"c"']);
      await pass(LIFETIME_MS + HALF_MS);
      expect(await store().getMany(['a', 'b', 'c'])).toEqual([undefined, undefined, undefined]);
    });

    it('forgets what is deleted, of any kind, and takes a missing key calmly', async () => {
      await store().set('k', '1', LIFETIME_MS);
      await store().increment('n', 3, LIFETIME_MS);
      await store().orderedAdd('o', 'm', 1, LIFETIME_MS);
      for (const key of ['k', 'n', 'o', 'missing']) await store().delete(key);
      expect(await store().get('k')).toBeUndefined();
      expect(await store().increment('n', 1, LIFETIME_MS)).toBe(1);
      expect(await store().orderedTop('o', 9)).toEqual([]);
    });
  });
}

function describeCounters(store: () => HotStore, pass: Pass): void {
  describe('counters', () => {
    it('add up from nothing, below zero too', async () => {
      expect(await store().increment('n', 5, LIFETIME_MS)).toBe(5);
      expect(await store().increment('n', -7, LIFETIME_MS)).toBe(-2);
      expect(await store().increment('other', 1, LIFETIME_MS)).toBe(1);
    });

    it('lose no increment of callers at the same time', async () => {
      const values = await Promise.all(Array.from({ length: 50 }, () => store().increment('n', 1, LIFETIME_MS)));
      expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    });

    it('live from their first increment, whatever follows', async () => {
      await store().increment('n', 1, LIFETIME_MS);
      await pass(HALF_MS + 200);
      expect(await store().increment('n', 1, LIFETIME_MS)).toBe(2);
      await pass(HALF_MS + 200);
      expect(await store().increment('n', 1, LIFETIME_MS)).toBe(1);
    });
  });
}

function describeOrderedSets(store: () => HotStore, pass: Pass): void {
  describe('ordered sets', () => {
    it('give members by falling score, at most as many as asked for', async () => {
      for (const [member, score] of [
        ['low', -1],
        ['high', 9.5],
        ['middle', 2],
      ] as const) {
        await store().orderedAdd('o', member, score, LIFETIME_MS);
      }
      expect(await store().orderedTop('o', 2)).toEqual([
        { member: 'high', score: 9.5 },
        { member: 'middle', score: 2 },
      ]);
      expect(await store().orderedTop('o', 10)).toHaveLength(3);
      expect(await store().orderedTop('missing', 10)).toEqual([]);
      expect(await store().orderedTop('o', 0)).toEqual([]);
    });

    it('keep one score a member, the last', async () => {
      await store().orderedAdd('o', 'a', 1, LIFETIME_MS);
      await store().orderedAdd('o', 'b', 2, LIFETIME_MS);
      await store().orderedAdd('o', 'a', 3, LIFETIME_MS);
      expect(await store().orderedTop('o', 10)).toEqual([
        { member: 'a', score: 3 },
        { member: 'b', score: 2 },
      ]);
    });

    it('order members of one score from the last name to the first', async () => {
      for (const member of ['b', 'a', 'c']) await store().orderedAdd('o', member, 1, LIFETIME_MS);
      expect((await store().orderedTop('o', 10)).map((entry) => entry.member)).toEqual(['c', 'b', 'a']);
    });

    it('lose a removed member, and take a missing one calmly', async () => {
      await store().orderedAdd('o', 'a', 1, LIFETIME_MS);
      await store().orderedRemove('o', 'a');
      await store().orderedRemove('o', 'a');
      await store().orderedRemove('missing', 'a');
      expect(await store().orderedTop('o', 10)).toEqual([]);
    });

    it('live as a whole from the last member added', async () => {
      await store().orderedAdd('o', 'a', 1, LIFETIME_MS);
      await pass(HALF_MS + 200);
      await store().orderedAdd('o', 'b', 2, LIFETIME_MS);
      await pass(HALF_MS + 200);
      expect(await store().orderedTop('o', 10)).toHaveLength(2);
      await pass(LIFETIME_MS);
      expect(await store().orderedTop('o', 10)).toEqual([]);
    });
  });
}

function describeLeases(store: () => HotStore, pass: Pass): void {
  describe('leases', () => {
    it('have one holder until they end', async () => {
      expect(await store().lease('l', 'one', LIFETIME_MS)).toBe(true);
      expect(await store().lease('l', 'two', LIFETIME_MS)).toBe(false);
      await pass(LIFETIME_MS + HALF_MS);
      expect(await store().lease('l', 'two', LIFETIME_MS)).toBe(true);
      expect(await store().lease('l', 'one', LIFETIME_MS)).toBe(false);
    });

    it('are renewed by their holder', async () => {
      await store().lease('l', 'one', LIFETIME_MS);
      await pass(HALF_MS + 200);
      expect(await store().lease('l', 'one', LIFETIME_MS)).toBe(true);
      await pass(HALF_MS + 200);
      expect(await store().lease('l', 'two', LIFETIME_MS)).toBe(false);
    });

    it('go to exactly one of many who ask at the same time', async () => {
      const holders = Array.from({ length: 20 }, (_, i) => `holder-${i}`);
      const taken = await Promise.all(holders.map((holder) => store().lease('l', holder, LIFETIME_MS)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('may be let go by deleting their key', async () => {
      await store().lease('l', 'one', LIFETIME_MS);
      await store().delete('l');
      expect(await store().lease('l', 'two', LIFETIME_MS)).toBe(true);
    });
  });
}
