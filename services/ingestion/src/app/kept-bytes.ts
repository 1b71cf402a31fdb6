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
    const ids = new Set<string>();
    for (const { deviceId, siteId } of owners) {
      for (const id of [deviceId, siteId]) if (!this.#quota.knows(id)) ids.add(id);
    }
    if (ids.size === 0) return;
    let bytes: ReadonlyMap<string, number>;
    let timesFreed: number;
    do {
      ({ timesFreed } = this.#quota);
      bytes = await this.#ledger.deadLetterBytes([...ids]);
    } while (timesFreed !== this.#quota.timesFreed);
    // another partition may have learned and used it meanwhile
    for (const id of ids) if (!this.#quota.knows(id)) this.#quota.set(id, bytes.get(id) ?? 0);
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
