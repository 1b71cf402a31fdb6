/** What one kept dead letter costs beside its payload, bytes: row, index and reason. */
const ROW_BYTES = 512;

export interface DeadLetterLimits {
  readonly deviceBytes: number;
  readonly siteBytes: number;
}

export const DEAD_LETTER_LIMITS: DeadLetterLimits = { deviceBytes: 1_048_576, siteBytes: 16_777_216 };

/** How many bytes of refused messages are kept per device and site; beyond, only hash, reason and count are. */
export class DeadLetterQuota {
  readonly #used = new Map<string, number>();
  #timesForgotten = 0;

  constructor(readonly limits: DeadLetterLimits = DEAD_LETTER_LIMITS) {}

  /** Sets what a device or site uses already. */
  set(id: string, bytes: number): void {
    this.#used.set(id, bytes);
  }

  /**
   * Forgets all usage, such as after a commit that failed or letters that expired: it is learned from the store again. A
   * quota that cannot ask the store is an estimate, and starts anew.
   */
  forget(): void {
    this.#used.clear();
    this.#timesForgotten += 1;
  }

  /** What was asked of the store before this rose may be from before what made it rise. */
  get timesForgotten(): number {
    return this.#timesForgotten;
  }

  knows(id: string): boolean {
    return this.#used.has(id);
  }

  /** Takes room for a message of `size` bytes; false, and nothing taken, when device or site have none left. */
  take(deviceId: string, siteId: string, size: number): boolean {
    const cost = size + ROW_BYTES;
    const device = (this.#used.get(deviceId) ?? 0) + cost;
    const site = (this.#used.get(siteId) ?? 0) + cost;
    if (device > this.limits.deviceBytes || site > this.limits.siteBytes) return false;
    this.#used.set(deviceId, device);
    this.#used.set(siteId, site);
    return true;
  }
}
