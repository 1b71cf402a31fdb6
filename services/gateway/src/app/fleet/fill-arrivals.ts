import { latestKey, type LatestValue } from '@fieldline/contracts';
import type { HotStore } from '@fieldline/hot';
import { asError, isRetriable, sleep, type Clock, type Logger } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { FleetView } from './fleet-view.js';

export interface FillArrivalsParts {
  readonly fleet: FleetView;
  readonly hot: HotStore;
  readonly store: ReadingStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

const AT_ONCE = 1_000;
const RETRY_MS = 2_000;

/**
 * Tells the fleet when each device was last heard of before this process began. The time of arrival is kept nowhere but in
 * the log, so the time of measuring stands for it, where it is not later than now.
 */
export class FillArrivals {
  readonly #parts: FillArrivalsParts;
  readonly #closing = new AbortController();

  constructor(parts: FillArrivalsParts) {
    this.#parts = parts;
  }

  /** Resolves when all that is kept was told; tries again as long as the store is away. */
  async run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        return await this.#fill();
      } catch (thrown) {
        if (!isRetriable(thrown)) throw thrown;
        this.#parts.logger.info({ err: asError(thrown) }, 'when devices were last heard of is asked for again');
        await sleep(this.#parts.clock, RETRY_MS, signal);
      }
    }
  }

  close(): void {
    this.#closing.abort();
  }

  async #fill(): Promise<void> {
    const { fleet } = this.#parts;
    for (const tenantId of fleet.tenantIds()) {
      const unheard = fleet
        .tenant(tenantId)
        .devices()
        .filter(({ lastArrivalAt }) => lastArrivalAt === 0);
      for (let from = 0; from < unheard.length; from += AT_ONCE) {
        await this.#fillSome(tenantId, unheard.slice(from, from + AT_ONCE));
      }
    }
  }

  async #fillSome(tenantId: string, entries: readonly FleetDevice[]): Promise<void> {
    const { hot, store, clock } = this.#parts;
    const texts = await hot.getMany(entries.map(({ device }) => latestKey(device.siteId, device.id)));
    const at = new Map<string, number>();
    const missing = entries.filter(({ device }, index) => {
      const text = texts[index];
      if (text !== undefined) at.set(device.id, (JSON.parse(text) as LatestValue).at);
      return text === undefined;
    });
    if (missing.length > 0) {
      const ids = missing.map(({ device }) => device.id);
      for (const latest of await store.latest(tenantId, ids)) at.set(latest.deviceId, latest.at);
    }
    const now = clock.now();
    for (const entry of entries) {
      const heardAt = Math.min(at.get(entry.device.id) ?? 0, now);
      if (heardAt > entry.lastArrivalAt) entry.lastArrivalAt = heardAt;
    }
  }
}
