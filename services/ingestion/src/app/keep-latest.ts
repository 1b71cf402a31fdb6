import { LATEST_LIFETIME_MS, latestKey, type LatestValue } from '@fieldline/contracts';
import type { HotStore } from '@fieldline/hot';
import type { Logger } from '@fieldline/platform';
import { LATEST_WITHIN_MS, type ReadingStore } from '@fieldline/readings';
import type { NewestReading } from './write-readings.js';

export interface LatestDevice {
  readonly tenantId: string;
  readonly id: string;
  readonly siteId: string;
}

export interface KeepLatestParts {
  readonly hot: HotStore;
  readonly logger: Logger;
}

/**
 * Keeps each device's latest values at hand. What is hot can be rebuilt from what is kept, so a failure here is logged
 * and costs a reader speed, never a reading its place.
 */
export class KeepLatest {
  readonly #parts: KeepLatestParts;
  #pending: Promise<void> = Promise.resolve();

  constructor(parts: KeepLatestParts) {
    this.#parts = parts;
  }

  /** The writer's hook; returns at once, effects come in the order of the calls. */
  readonly onStored = (newest: readonly NewestReading[]): void => {
    this.#pending = this.#pending.then(() => this.#keep(newest)).catch((error: unknown) => this.#tell(error));
  };

  /** Fills the hot store from the raw series, as after a restart. Rejects as the reading store does. */
  async rebuild(store: ReadingStore, devices: readonly LatestDevice[]): Promise<void> {
    const byTenant = new Map<string, Map<string, string>>();
    for (const { tenantId, id, siteId } of devices) {
      byTenant.set(tenantId, (byTenant.get(tenantId) ?? new Map<string, string>()).set(id, siteId));
    }
    for (const [tenantId, sites] of byTenant) {
      const latest = await store.latest(tenantId, [...sites.keys()]);
      const entries = latest.map(({ deviceId, at, values }) => ({
        key: latestKey(sites.get(deviceId) as string, deviceId),
        value: JSON.stringify({ at, values } satisfies LatestValue),
      }));
      await this.#parts.hot.setMany(entries, LATEST_LIFETIME_MS);
    }
  }

  /** The device was taken away; after all that came before. */
  readonly forget = ({ siteId, id }: Pick<LatestDevice, 'siteId' | 'id'>): void => {
    const { hot } = this.#parts;
    this.#pending = this.#pending
      .then(() => hot.delete(latestKey(siteId, id)))
      .catch((error: unknown) => this.#tell(error));
  };

  /** Resolves when everything handed over so far is kept. */
  settled(): Promise<void> {
    return this.#pending;
  }

  async #keep(newest: readonly NewestReading[]): Promise<void> {
    const { hot } = this.#parts;
    const keys = [...new Set(newest.map(({ head }) => latestKey(head.siteId, head.deviceId)))];
    const known = await hot.getMany(keys);
    const latest = new Map<string, LatestValue>();
    keys.forEach((key, index) => {
      const text = known[index];
      if (text !== undefined) latest.set(key, JSON.parse(text) as LatestValue);
    });
    for (const { head, valuesJson } of newest) {
      const key = latestKey(head.siteId, head.deviceId);
      const next = { at: head.measuredAt, values: JSON.parse(valuesJson) as LatestValue['values'] };
      latest.set(key, merge(latest.get(key), next));
    }
    const entries = [...latest].map(([key, value]) => ({ key, value: JSON.stringify(value) }));
    await hot.setMany(entries, LATEST_LIFETIME_MS);
  }

  #tell(error: unknown): void {
    this.#parts.logger.warn({ err: error }, 'latest values were not kept');
  }
}

/**
 * A reading may carry some of the metrics only; of two values of one metric the one of the newer reading stays. What is
 * further behind than the store's latest values go is no part of them: an old reading must not show as a state of today.
 */
function merge(before: LatestValue | undefined, next: LatestValue): LatestValue {
  if (before === undefined) return next;
  const [older, newer] = before.at <= next.at ? [before, next] : [next, before];
  return newer.at - older.at > LATEST_WITHIN_MS
    ? newer
    : { at: newer.at, values: { ...older.values, ...newer.values } };
}
