import type { HotStore } from '@fieldline/hot';
import type { Clock } from '@fieldline/platform';
import { BoundedEntries, type Held } from './bounded-entries.js';
import { OrderedMembers, type ScoredMember } from './ordered-members.js';

export interface MemoryHotStoreOptions {
  readonly clock: Clock;
  /**
   * Keys at most, an ordered set counting one for each member. Beyond it what has ended goes first, then what is nearest
   * to its end; an ordered set that alone is larger loses its lowest scores.
   */
  readonly maxEntries: number;
}

/** A HotStore within this process. Lifetimes follow the monotonic clock, so a jump of the wall clock ends nothing. */
export class MemoryHotStore implements HotStore {
  readonly #entries: BoundedEntries;

  constructor({ clock, maxEntries }: MemoryHotStoreOptions) {
    if (!Number.isInteger(maxEntries) || maxEntries < 1)
      throw new RangeError('maxEntries must be a whole number of 1 or more');
    this.#entries = new BoundedEntries(clock, maxEntries);
  }

  /** How much of `maxEntries` is taken, for metrics. */
  get size(): number {
    return this.#entries.weight;
  }

  set(key: string, value: string, lifetimeMs: number): Promise<void> {
    this.#entries.put(key, value, lifetimeMs);
    return Promise.resolve();
  }

  setMany(entries: readonly { readonly key: string; readonly value: string }[], lifetimeMs: number): Promise<void> {
    for (const { key, value } of entries) this.#entries.put(key, value, lifetimeMs);
    return Promise.resolve();
  }

  get(key: string): Promise<string | undefined> {
    return attempt(() => this.#text(key));
  }

  getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return attempt(() => keys.map((key) => this.#text(key)));
  }

  delete(key: string): Promise<void> {
    this.#entries.delete(key);
    return Promise.resolve();
  }

  increment(key: string, by: number, lifetimeMs: number): Promise<number> {
    return attempt(() => {
      const held = this.#entries.get(key);
      if (held !== undefined && typeof held !== 'number') throw otherKind(key, held);
      const value = (held ?? 0) + by;
      if (held === undefined) this.#entries.put(key, value, lifetimeMs);
      else this.#entries.replace(key, value);
      return value;
    });
  }

  orderedAdd(key: string, member: string, score: number, lifetimeMs: number): Promise<void> {
    return attempt(() => {
      const members = this.#members(key) ?? new OrderedMembers();
      members.put(member, score);
      this.#entries.put(key, members, lifetimeMs);
    });
  }

  orderedRemove(key: string, member: string): Promise<void> {
    return attempt(() => {
      const members = this.#members(key);
      if (members === undefined) return;
      members.remove(member);
      if (members.size === 0) this.#entries.delete(key);
      else this.#entries.replace(key, members);
    });
  }

  orderedTop(key: string, limit: number): Promise<readonly ScoredMember[]> {
    return attempt(() => this.#members(key)?.top(limit) ?? []);
  }

  lease(key: string, holder: string, lifetimeMs: number): Promise<boolean> {
    return attempt(() => {
      const current = this.#text(key);
      if (current !== undefined && current !== holder) return false;
      this.#entries.put(key, holder, lifetimeMs);
      return true;
    });
  }

  close(): Promise<void> {
    this.#entries.clear();
    return Promise.resolve();
  }

  #text(key: string): string | undefined {
    const held = this.#entries.get(key);
    if (held === undefined || typeof held === 'string') return held;
    throw otherKind(key, held);
  }

  #members(key: string): OrderedMembers | undefined {
    const held = this.#entries.get(key);
    if (held === undefined || held instanceof OrderedMembers) return held;
    throw otherKind(key, held);
  }
}

function otherKind(key: string, held: Held): TypeError {
  const kind = typeof held === 'number' ? 'a counter' : typeof held === 'string' ? 'a value' : 'an ordered set';
  return new TypeError(`'${key}' holds ${kind}`);
}

/** At once, whatever it throws as a rejection. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
