/** What waits for its time. */
interface Entry<T> {
  readonly at: number;
  readonly item: T;
}

/** Items by the time at which they are due; a binary heap, so thousands cost no timer each. */
export class DueQueue<T> {
  readonly #heap: Entry<T>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(at: number, item: T): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Entry<T>;
      if (parent.at <= at) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = { at, item };
  }

  /** Takes out the earliest item if it is due. */
  takeDue(now: number): Entry<T> | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return undefined;
    const last = this.#heap.pop() as Entry<T>;
    if (this.#heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Entry<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && (heap[below + 1] as Entry<T>).at < (heap[below] as Entry<T>).at) below += 1;
      const child = heap[below] as Entry<T>;
      if (child.at >= entry.at) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = entry;
  }
}
