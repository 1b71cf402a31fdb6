import type { ChangeStamp, ChangeStamps, DeviceKey, DeviceView } from './registry-store.js';

/** A device on its way out. */
export interface Deletion {
  readonly tenantId: string;
  readonly id: string;
  readonly externalId: string;
}

/** Devices that are taken away with their data. Every method rejects with RetriableError while the store is away. */
export interface DeletionStore {
  /**
   * Records that the device goes, and disables it, before anything is taken away. `check` sees it as it now is, alone in
   * the transaction, and what it throws rejects the whole. Undefined where there is none, or it is going already.
   */
  begin(
    key: DeviceKey & { readonly by: string },
    check: (current: DeviceView) => void,
    stamp: ChangeStamp,
  ): Promise<Deletion | undefined>;
  /** Those that were begun and not finished, the oldest first. */
  unfinished(): Promise<readonly Deletion[]>;
  /**
   * Takes away, in one transaction, dead letters (they stay counted), sensors, configuration, secrets, references and the
   * device itself. Readings must be gone. May be repeated.
   */
  remove(deletion: Deletion, stamps: ChangeStamps): Promise<void>;
  /** Takes away what was refused meanwhile, and records that nothing is left. False where another one did it. */
  done(deletion: Deletion, at: number): Promise<boolean>;
}
