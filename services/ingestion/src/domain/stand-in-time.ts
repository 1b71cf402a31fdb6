/** What is remembered of a device to give its readings without time one each. */
export interface ArrivalMemory {
  /** The last arrival that stood in for a device's time, ms since 1970. */
  lastArrival: number;
  /** Stand-in times of the latest messages, by what tells a message from others. */
  readonly arrivals: Map<string, number>;
}

/** As many as the link lets one connection have unacknowledged. */
const REMEMBERED_MESSAGES = 1_000;
/**
 * So far stand-in times may run ahead of the arrival, as long arrays and devices that send faster than 1,000/s make them:
 * as far as a device's own clock is believed. Further ahead means that our clock was set back: they start from it anew.
 */
const FURTHEST_AHEAD_MS = 10 * 60_000;

export interface TimelessMessage {
  /** Tells it from the device's other messages, but not from itself sent again. */
  readonly key: string;
  /** The link recognises it as sent again. */
  readonly repeated: boolean;
  /** ms since 1970. */
  readonly receivedAt: number;
  /** How many readings it holds. */
  readonly readings: number;
}

/**
 * The first of `readings` consecutive milliseconds that stand in for the times of a message's readings, so that no two
 * readings of a device fall on one instant. A message sent again gets the same ones again.
 */
export function standInTime(memory: ArrivalMemory, { key, repeated, receivedAt, readings }: TimelessMessage): number {
  const before = repeated ? memory.arrivals.get(key) : undefined;
  if (before !== undefined) return before;
  const next = memory.lastArrival + 1;
  const first = next > receivedAt + FURTHEST_AHEAD_MS ? receivedAt : Math.max(receivedAt, next);
  memory.lastArrival = first + readings - 1;
  memory.arrivals.set(key, first);
  if (memory.arrivals.size > REMEMBERED_MESSAGES) memory.arrivals.delete(memory.arrivals.keys().next().value as string);
  return first;
}
