import type { RefusedV1 } from '@fieldline/contracts';
import { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { LedgerStore } from '../ports/ledger-store.js';

export interface KeptBytesParts {
  readonly ledger: Pick<LedgerStore, 'deadLetterBytes'>;
  readonly quota?: DeadLetterQuota;
}

type Owner = Pick<RefusedV1, 'deviceId' | 'siteId'>;

/** Which dead letters keep their bytes: as many as the quota leaves beside what the ledger holds already. */
export class KeptBytes {
  readonly #ledger: KeptBytesParts['ledger'];
  readonly #quota: DeadLetterQuota;

  constructor({ ledger, quota }: KeptBytesParts) {
    this.#ledger = ledger;
    this.#quota = quota ?? new DeadLetterQuota();
  }

  /** Asks the ledger what these devices and sites use, where that is not known. Rejects as the ledger does. */
  async learn(owners: Iterable<Owner>): Promise<void> {
    const ids = new Set([...owners].flatMap(({ deviceId, siteId }) => [deviceId, siteId]));
    for (;;) {
      const unknown = [...ids].filter((id) => !this.#quota.knows(id));
      if (unknown.length === 0) return;
      const { timesForgotten } = this.#quota;
      const bytes = await this.#ledger.deadLetterBytes(unknown);
      // what was known has to be learned, too
      if (timesForgotten !== this.#quota.timesForgotten) continue;
      // another partition may have learned and used it meanwhile
      for (const id of unknown) if (!this.#quota.knows(id)) this.#quota.set(id, bytes.get(id) ?? 0);
    }
  }

  /** The dead letter as it is, or without its bytes. */
  within(refused: RefusedV1): RefusedV1 {
    const { deviceId, siteId, size, payload } = refused;
    if (payload === undefined || this.#quota.take(deviceId, siteId, size)) return refused;
    const { payload: _dropped, ...rest } = refused;
    return rest;
  }

  /** After a commit that failed: what was taken may not be used. */
  forget(): void {
    this.#quota.forget();
  }
}
