import type { Clock } from '@fieldline/platform';

const FORGET_AFTER_MS = 60_000;
const FIRST_DELAY_MS = 100;
const REMEMBERED_ADDRESSES = 10_000;

interface Failures {
  count: number;
  lastAt: number;
}

/** Slows the answers to an address that keeps failing to sign in. Good sign-ins from it are not touched: many devices share an address. */
export class FailureThrottle {
  readonly #byAddress = new Map<string, Failures>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: { readonly failuresBeforeDelay: number; readonly failureDelayMs: number },
  ) {}

  /** Notes a failure; returns how long its answer has to wait, ms. */
  fail(address: string): number {
    const now = this.clock.monotonic();
    const known = this.#byAddress.get(address);
    const failures = known !== undefined && now - known.lastAt < FORGET_AFTER_MS ? known : { count: 0, lastAt: now };
    failures.count++;
    failures.lastAt = now;
    this.#remember(address, failures);
    const beyond = failures.count - this.limits.failuresBeforeDelay;
    return beyond <= 0 ? 0 : Math.min(this.limits.failureDelayMs, FIRST_DELAY_MS * 2 ** (beyond - 1));
  }

  #remember(address: string, failures: Failures): void {
    this.#byAddress.delete(address);
    this.#byAddress.set(address, failures);
    if (this.#byAddress.size > REMEMBERED_ADDRESSES) this.#byAddress.delete(this.#byAddress.keys().next().value!);
  }
}
