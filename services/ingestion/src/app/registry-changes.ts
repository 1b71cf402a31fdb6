import { ulid, type Clock, type Random } from '@fieldline/platform';
import type { ChangeStamp, ChangeStamps } from '../ports/registry-store.js';
import type { RegistryRelay } from './registry-relay.js';
import { removalName, type RegistrySnapshot } from './registry-snapshot.js';

export interface RegistryChangesParts {
  readonly relay: RegistryRelay;
  readonly snapshot: RegistrySnapshot;
  readonly clock: Clock;
  readonly random: Random;
}

/** A follower lags the log by less than this unless something is wrong. */
const APPLY_LIMIT_MS = 5_000;

/** Which record of the registry's topics goes. */
export interface Removal {
  readonly topic: string;
  readonly key: string;
}

interface Applied {
  readonly promise: Promise<void>;
  readonly cancel: () => void;
}

interface Work<T> {
  readonly change: (stamps: ChangeStamps) => Promise<T>;
  readonly isChange: (result: T) => boolean;
}

/** See {@link RegistryChanges.apply}. */
export type ApplyChange = <T>(
  change: (stamps: ChangeStamps) => Promise<T>,
  isChange: (result: T) => boolean,
) => Promise<T>;

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
  readonly apply: ApplyChange = (change, isChange) => {
    const stamps = this.stamps();
    return this.#see(stamps, this.#whenApplied(stamps.eventId), { change, isChange });
  };

  /** Many changes, each stored by itself, all brought to the log when `work` is done. Where it rejects, they come through later. */
  async together<T>(work: (apply: ApplyChange) => Promise<T>): Promise<T> {
    const changes: Applied[] = [];
    const apply: ApplyChange = async (change, isChange) => {
      const stamps = this.stamps();
      const applied = this.#whenApplied(stamps.eventId);
      changes.push(applied);
      let isStored = false;
      try {
        const result = await change(stamps);
        isStored = isChange(result);
        return result;
      } finally {
        if (!isStored) applied.cancel();
      }
    };
    try {
      const result = await work(apply);
      await this.relay();
      await Promise.all(changes.map(({ promise }) => promise));
      return result;
    } finally {
      for (const { cancel } of changes) cancel();
    }
  }

  /** Resolves when the log has every change that is stored. */
  relay(): Promise<void> {
    return this.#parts.relay.relay();
  }

  /** The same for what takes away what stands under `key` in a topic: an empty record carries no id to wait for. */
  remove<T>(
    { topic, key }: Removal,
    change: (stamps: ChangeStamps) => Promise<T>,
    isChange: (result: T) => boolean,
  ): Promise<T> {
    return this.#see(this.stamps(), this.#whenApplied(removalName(topic, key)), { change, isChange });
  }

  stamp(): ChangeStamp {
    const { clock, random } = this.#parts;
    return { eventId: ulid(clock, random), occurredAt: clock.now() };
  }

  stamps(): ChangeStamps {
    return { ...this.stamp(), further: () => this.stamp() };
  }

  async #see<T>(stamps: ChangeStamps, applied: Applied, { change, isChange }: Work<T>): Promise<T> {
    try {
      const result = await change(stamps);
      if (isChange(result)) {
        await this.#parts.relay.relay();
        await applied.promise;
      }
      return result;
    } finally {
      applied.cancel();
    }
  }

  #whenApplied(name: string): Applied {
    const { snapshot, clock } = this.#parts;
    let cancel = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      const timer = clock.setTimer(resolve, APPLY_LIMIT_MS, { unref: true });
      const stop = snapshot.awaitEvent(name, resolve);
      cancel = () => {
        timer.cancel();
        stop();
        resolve();
      };
    });
    return { promise, cancel };
  }
}
