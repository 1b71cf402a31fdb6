export interface EnrolmentLimits {
  /** Devices that one key may have registered, all told. */
  readonly devicesPerKey: number;
  /** New registrations by one key: so many at once, and so many a second from then on. */
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * Whoever finds a key should not be able to fill the registry with it: a site that has more devices makes another key. A
 * school's 200 devices that come up together pass at once.
 */
export const ENROLMENT_LIMITS: EnrolmentLimits = { devicesPerKey: 1_000, burst: 200, perSecond: 10 };

interface Bucket {
  readonly left: number;
  /** ms, monotonic. */
  readonly at: number;
}

/** How fast each key registers. The keys are the operators' own, so there are few. */
export class EnrolmentPace {
  readonly #buckets = new Map<string, Bucket>();

  constructor(readonly limits: EnrolmentLimits) {}

  /** Takes one registration at `now` (ms, monotonic); false, and nothing taken, when the key goes too fast. */
  take(keyId: string, now: number): boolean {
    const { burst, perSecond } = this.limits;
    const { left, at } = this.#buckets.get(keyId) ?? { left: burst, at: now };
    const available = Math.min(burst, left + ((now - at) / 1000) * perSecond);
    const taken = available >= 1;
    this.#buckets.set(keyId, { left: taken ? available - 1 : available, at: now });
    return taken;
  }
}
