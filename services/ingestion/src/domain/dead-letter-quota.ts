/** What one kept dead letter costs beside its payload, bytes: row, index and reason. */
const ROW_BYTES = 512;

export interface DeadLetterLimits {
  readonly deviceBytes: number;
  readonly siteBytes: number;
}

/** What dead letters of one device took that are gone, in bytes with what a row costs. */
export interface FreedLetters {
  readonly deviceId: string;
  readonly siteId: string;
  readonly count: number;
  readonly bytes: number;
}

export const DEAD_LETTER_LIMITS: DeadLetterLimits = { deviceBytes: 1_048_576, siteBytes: 16_777_216 };

/** How many bytes of refused messages are kept per device and site; beyond, only hash, reason and count are. */
export class DeadLetterQuota {
  readonly #used = new Map<string, number>();
  #timesFreed = 0;

  constructor(readonly limits: DeadLetterLimits = DEAD_LETTER_LIMITS) {}

  /** Sets what a device or site uses already. */
  set(id: string, bytes: number): void {
    this.#used.set(id, bytes);
  }

  /** Forgets all usage, such as after a commit that failed: it is learned from the store again. */
  forget(): void {
    this.#used.clear();
  }

  /** Rises when room was given back: what was learned of the store meanwhile may be from before. */
  get timesFreed(): number {
    return this.#timesFreed;
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

  /** Room of letters that are gone; of a device or site that is not known nothing is to be given back. */
  giveBack(freed: readonly FreedLetters[]): void {
    if (freed.length > 0) this.#timesFreed += 1;
    for (const { deviceId, siteId, bytes } of freed) {
      for (const id of [deviceId, siteId]) {
        const used = this.#used.get(id);
        if (used !== undefined) this.#used.set(id, Math.max(0, used - bytes));
      }
    }
  }
}
