import type { Clock } from '@fieldline/platform';

const EVERY_MS = 60_000;
const REMEMBERED = 1_000;

/** Lets one log line a minute through for each subject. */
export class Hush {
  readonly #last = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  allows(subject: string): boolean {
    const now = this.clock.monotonic();
    const last = this.#last.get(subject);
    if (last !== undefined && now - last < EVERY_MS) return false;
    this.#last.delete(subject);
    this.#last.set(subject, now);
    if (this.#last.size > REMEMBERED) this.#last.delete(this.#last.keys().next().value!);
    return true;
  }
}
