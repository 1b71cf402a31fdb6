/** What an {@link ExpiryHeap} orders. */
export interface Expiring {
  /** On the clock's monotonic scale; changed only through the heap. */
  expiresAt: number;
  /** The heap's own. */
  heapIndex: number;
}

/** A binary heap, the nearest to its end on top; entries know their place, so that moving one is cheap too. */
export class ExpiryHeap<T extends Expiring> {
  readonly #entries: T[] = [];

  get size(): number {
    return this.#entries.length;
  }

  peek(): T | undefined {
    return this.#entries[0];
  }

  add(entry: T): void {
    this.#place(entry, this.#entries.length);
    this.#rise(entry);
  }

  move(entry: T, expiresAt: number): void {
    entry.expiresAt = expiresAt;
    this.#rise(entry);
    this.#sink(entry);
  }

  remove(entry: T): void {
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#place(last, entry.heapIndex);
    this.#rise(last);
    this.#sink(last);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #place(entry: T, index: number): void {
    this.#entries[index] = entry;
    entry.heapIndex = index;
  }

  #rise(entry: T): void {
    while (entry.heapIndex > 0) {
      const index = entry.heapIndex;
      const parent = this.#entries[(index - 1) >> 1] as T;
      if (parent.expiresAt <= entry.expiresAt) return;
      this.#place(entry, parent.heapIndex);
      this.#place(parent, index);
    }
  }

  #sink(entry: T): void {
    for (;;) {
      const index = entry.heapIndex;
      const left = this.#entries[2 * index + 1];
      const right = this.#entries[2 * index + 2];
      const child = right !== undefined && left !== undefined && right.expiresAt < left.expiresAt ? right : left;
      if (child === undefined || child.expiresAt >= entry.expiresAt) return;
      this.#place(entry, child.heapIndex);
      this.#place(child, index);
    }
  }
}
