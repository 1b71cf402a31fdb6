import type { Clock } from '@fieldline/platform';
import { ExpiryHeap, type Expiring } from './expiry-heap.js';
import { OrderedMembers } from './ordered-members.js';

/** What a key holds: JSON text (a value, a lease's holder), a counter, or an ordered set. */
export type Held = string | number | OrderedMembers;

interface Entry extends Expiring {
  readonly key: string;
  held: Held;
  /** As counted in the sum. */
  weight: number;
}

/** Keys with lifetimes, at most so many; needs no timer. A key weighs one, an ordered set one for each member. */
export class BoundedEntries {
  readonly #clock: Clock;
  readonly #maxWeight: number;
  readonly #entries = new Map<string, Entry>();
  readonly #heap = new ExpiryHeap<Entry>();
  #weight = 0;

  constructor(clock: Clock, maxWeight: number) {
    this.#clock = clock;
    this.#maxWeight = maxWeight;
  }

  get weight(): number {
    return this.#weight;
  }

  get(key: string): Held | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > this.#clock.monotonic()) return entry.held;
    this.#drop(entry);
    return undefined;
  }

  /** Puts the key with a lifetime from now. */
  put(key: string, held: Held, lifetimeMs: number): void {
    const now = this.#clock.monotonic();
    const entry = this.#entries.get(key) ?? this.#insert(key, held, now + lifetimeMs);
    entry.held = held;
    this.#weigh(entry);
    this.#heap.move(entry, now + lifetimeMs);
    this.#makeRoom(now, entry);
  }

  #insert(key: string, held: Held, expiresAt: number): Entry {
    const entry = { key, held, weight: 0, expiresAt, heapIndex: 0 };
    this.#entries.set(key, entry);
    this.#heap.add(entry);
    return entry;
  }

  /** Puts something else, or the same with other members, under a living key, whose lifetime goes on. */
  replace(key: string, held: Held): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.held = held;
    this.#weigh(entry);
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) this.#drop(entry);
  }

  clear(): void {
    this.#entries.clear();
    this.#heap.clear();
    this.#weight = 0;
  }

  /** What has ended goes first, then what is nearest to its end; the key just written only gives its lowest members. */
  #makeRoom(now: number, written: Entry): void {
    this.#dropWhile((next) => next.expiresAt <= now);
    if (this.#weight <= this.#maxWeight || this.#entries.get(written.key) !== written) return;
    this.#heap.remove(written);
    this.#dropWhile(() => this.#weight > this.#maxWeight);
    this.#heap.add(written);
    const excess = this.#weight - this.#maxWeight;
    if (excess <= 0 || !(written.held instanceof OrderedMembers)) return;
    written.held.removeLowest(excess);
    this.#weigh(written);
  }

  #dropWhile(condition: (next: Entry) => boolean): void {
    for (let next = this.#heap.peek(); next !== undefined && condition(next); next = this.#heap.peek())
      this.#drop(next);
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.key);
    this.#heap.remove(entry);
    this.#weight -= entry.weight;
  }

  #weigh(entry: Entry): void {
    const weight = entry.held instanceof OrderedMembers ? entry.held.size : 1;
    this.#weight += weight - entry.weight;
    entry.weight = weight;
  }
}
