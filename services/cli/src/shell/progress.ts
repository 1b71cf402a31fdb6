import type { CliContext } from './cli-context.js';

const REDRAW_MS = 200;

/** One line on standard error that is drawn over again; nothing at all where that is no terminal. */
export class Progress {
  readonly #context: CliContext;
  #drawnAt = -Infinity;
  #drawn = false;

  constructor(context: CliContext) {
    this.#context = context;
  }

  /** Draws at most five times a second; `text` is made only then. */
  update(text: () => string): void {
    const { clock, err } = this.#context;
    if (err.isTTY !== true || clock.monotonic() - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = clock.monotonic();
    this.#drawn = true;
    err.write(`\r\x1b[2K${text().slice(0, (err.columns ?? 80) - 1)}`);
  }

  clear(): void {
    if (this.#drawn) this.#context.err.write('\r\x1b[2K');
    this.#drawn = false;
  }
}

/** `75` → `1:15`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
