import { ulid, type Clock, type Random } from '@fieldline/platform';
import type { ChangeStamp } from '../ports/registry-store.js';
import type { RegistryRelay } from './registry-relay.js';
import type { RegistrySnapshot } from './registry-snapshot.js';

export interface RegistryChangesParts {
  readonly relay: RegistryRelay;
  readonly snapshot: RegistrySnapshot;
  readonly clock: Clock;
  readonly random: Random;
}

/** A follower lags the log by less than this unless something is wrong. */
const APPLY_LIMIT_MS = 5_000;

/** Makes changes of the registry and sees them through: stored, in the log, known to the device link. */
export class RegistryChanges {
  readonly #parts: RegistryChangesParts;

  constructor(parts: RegistryChangesParts) {
    this.#parts = parts;
  }

  /**
   * Resolves with what `change` stored once the snapshot of this process knows it, too. `isChange` says whether an event
   * was written. Rejects as store and log do; a change that was stored then still comes through later.
   */
  async apply<T>(change: (stamp: ChangeStamp) => Promise<T>, isChange: (result: T) => boolean): Promise<T> {
    const stamp = this.stamp();
    const applied = this.#whenApplied(stamp.eventId);
    try {
      const result = await change(stamp);
      if (isChange(result)) {
        await this.#parts.relay.relay();
        await applied.promise;
      }
      return result;
    } finally {
      applied.cancel();
    }
  }

  stamp(): ChangeStamp {
    const { clock, random } = this.#parts;
    return { eventId: ulid(clock, random), occurredAt: clock.now() };
  }

  #whenApplied(eventId: string): { readonly promise: Promise<void>; readonly cancel: () => void } {
    const { snapshot, clock } = this.#parts;
    let cancel = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      const timer = clock.setTimer(resolve, APPLY_LIMIT_MS, { unref: true });
      const stop = snapshot.awaitEvent(eventId, resolve);
      cancel = () => {
        timer.cancel();
        stop();
      };
    });
    return { promise, cancel };
  }
}
