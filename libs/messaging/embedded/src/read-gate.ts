/** Many may read at a time; who changes the files waits for them and keeps new ones out meanwhile. */
export class ReadGate {
  #readers = 0;
  #closed: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  async shared<T>(read: () => Promise<T>): Promise<T> {
    while (this.#closed !== undefined) await this.#closed;
    this.#readers += 1;
    try {
      return await read();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#drained?.();
    }
  }

  async exclusive<T>(change: () => Promise<T>): Promise<T> {
    while (this.#closed !== undefined) await this.#closed;
    let open: () => void = () => undefined;
    this.#closed = new Promise((resolve) => (open = resolve));
    try {
      if (this.#readers > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
      return await change();
    } finally {
      this.#drained = undefined;
      this.#closed = undefined;
      open();
    }
  }
}
