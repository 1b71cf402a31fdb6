/** Lets callers through while open; those who come while it is closed wait. */
export class PauseGate {
  #opened: Promise<void> | undefined;
  #open: (() => void) | undefined;

  close(): void {
    this.#opened ??= new Promise((resolve) => (this.#open = resolve));
  }

  open(): void {
    this.#open?.();
    this.#opened = undefined;
    this.#open = undefined;
  }

  /** Resolves once the gate is open, also where it was closed again in between. */
  async passed(): Promise<void> {
    while (this.#opened !== undefined) await this.#opened;
  }
}
