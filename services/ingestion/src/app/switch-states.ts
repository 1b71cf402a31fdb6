import type { ReadingStore, SeriesPoint } from '@fieldline/readings';
import { lookBack, type Unchanged } from '../domain/last-change.js';

/** What the readings tell of a switch. */
export interface SwitchState {
  /** Null: nothing was heard of it. */
  readonly state: boolean | null;
  /** When the newest reading was measured that tells it; ms since 1970, as all times here. */
  readonly toldAt: number | null;
  /** When it came to be so; null: it has been so for longer than was looked back. */
  readonly lastChange: number | null;
  /** The earliest time at which it is known to have been so without a break. */
  readonly unchangedSince: number | null;
}

const UNHEARD: SwitchState = { state: null, toldAt: null, lastChange: null, unchangedSince: null };

const HOUR_MS = 3_600_000;
/** Where to look, one stretch after the other: most changes are an hour old, and no question shall read a year. */
const STRETCHES_MS = [HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS];
const PAGE = 10_000;

/** State and last change of a device's switches, found in their series: writing them down would cost each reading a write. */
export class DeviceSwitchStates {
  readonly #readings: ReadingStore;
  readonly #tenantId: string;
  readonly #deviceId: string;

  constructor(readings: ReadingStore, device: { readonly tenantId: string; readonly id: string }) {
    this.#readings = readings;
    this.#tenantId = device.tenantId;
    this.#deviceId = device.id;
  }

  async of(metrics: readonly string[]): Promise<readonly SwitchState[]> {
    const [newest] = await this.#readings.latest(this.#tenantId, [this.#deviceId]);
    if (newest === undefined) return metrics.map(() => UNHEARD);
    return Promise.all(metrics.map((metric) => this.#state(metric, newest.at)));
  }

  async #state(metric: string, newestAt: number): Promise<SwitchState> {
    let to = newestAt + 1;
    let told: SeriesPoint | undefined;
    let now: Unchanged | undefined;
    for (const stretch of STRETCHES_MS) {
      const from = newestAt - stretch;
      const points = await this.#points(metric, from, to);
      told ??= points.at(-1);
      if (told !== undefined) {
        now = lookBack(now ?? { value: told.value, since: told.at, changed: false }, points);
        if (now.changed) break;
      }
      to = from;
    }
    if (told === undefined || now === undefined || typeof told.value !== 'boolean') return UNHEARD;
    const { since, changed } = now;
    return { state: told.value, toldAt: told.at, lastChange: changed ? since : null, unchangedSince: since };
  }

  async #points(metric: string, from: number, to: number): Promise<readonly SeriesPoint[]> {
    const query = { tenantId: this.#tenantId, deviceId: this.#deviceId, metric, from, to };
    const points: SeriesPoint[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#readings.page(query, PAGE, cursor);
      points.push(...page.points);
      cursor = page.next;
    } while (cursor !== undefined);
    return points;
  }
}
