/** Consumers waiting for records of a partition. */
export class Waiters {
  #wakes = new Set<() => void>();

  /** Resolves at the next {@link wakeAll}, or when the signal is aborted. */
  wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.#wakes.delete(wake);
        resolve();
      };
      this.#wakes.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  wakeAll(): void {
    if (this.#wakes.size === 0) return;
    for (const wake of [...this.#wakes]) wake();
  }
}
