import type { ReadingHead } from '@fieldline/contracts';
import { REPLAY_SOURCE } from './replay-source.js';

/** How many readings without a trusted time are remembered a device. */
const REMEMBERED = 1_024;
/** A repetition comes soon (reconnect and resend); the same count long after is a new boot of the device. */
const REPEATED_WITHIN_MS = 10 * 60_000;

/**
 * Recognises readings sent again by a device whose time is missing or not believed: their arrival times differ, so the
 * store's (device, measuredAt) cannot tell. What counts is (boot, seq) or else the device's own time, each with the
 * reading's identity; a reading with neither cannot be told from a new one.
 */
export class RecentWindow {
  readonly #seen: Map<string, number>;

  private constructor(seen: Map<string, number>) {
    this.#seen = seen;
  }

  static empty(): RecentWindow {
    return new RecentWindow(new Map());
  }

  static fromJson(json: string): RecentWindow {
    return new RecentWindow(new Map(JSON.parse(json) as [string, number][]));
  }

  toJson(): string {
    return JSON.stringify([...this.#seen]);
  }

  copy(): RecentWindow {
    return new RecentWindow(new Map(this.#seen));
  }

  /** Whether it was seen lately; remembers it. */
  repeats(head: ReadingHead): boolean {
    const key = keyOf(head);
    if (key === undefined) return false;
    if (this.#isNear(key, head)) return true;
    const own = isReplay(head) ? `replay ${key}` : key;
    if (own !== key && this.#isNear(own, head)) return true;
    this.#seen.delete(own);
    this.#seen.set(own, head.receivedAt);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.keys().next().value as string);
    return false;
  }

  #isNear(key: string, head: ReadingHead): boolean {
    const before = this.#seen.get(key);
    if (before === undefined) return false;
    const laterMs = head.receivedAt - before;
    return laterMs <= REPEATED_WITHIN_MS && (!isReplay(head) || laterMs >= -REPEATED_WITHIN_MS);
  }
}

/** It arrived long before those that came just now, and must neither hide them nor be hidden by them. */
function isReplay({ source }: ReadingHead): boolean {
  return source === REPLAY_SOURCE;
}

function keyOf({ boot, seq, deviceTime, identity }: ReadingHead): string | undefined {
  if (seq !== null) return `${boot ?? ''}/${seq}/${identity}`;
  return deviceTime === null ? undefined : `@${deviceTime}/${identity}`;
}
