/** What is remembered of a device to give its readings without time one each. */
export interface ArrivalMemory {
  /** The last arrival that stood in for a device's time, ms since 1970. */
  lastArrival: number;
  /** Stand-in times of the latest messages, by when the link first saw them. */
  readonly arrivals: Map<number, number>;
}

const REMEMBERED_MESSAGES = 64;
/** A device without clock that sends faster than 1,000/s may run ahead of the arrival by so much, not more. */
const FURTHEST_AHEAD_MS = 1_000;

/**
 * The first of `readings` consecutive milliseconds that stand in for the times of a message's readings, so that no two
 * readings of a device fall on one instant. A message that the link recognises as sent again gets the same ones again.
 */
export function standInTime(memory: ArrivalMemory, firstSeenAt: number, receivedAt: number, readings: number): number {
  if (firstSeenAt < receivedAt) {
    const before = memory.arrivals.get(firstSeenAt);
    if (before !== undefined) return before;
  }
  const first = Math.min(Math.max(firstSeenAt, memory.lastArrival + 1), receivedAt + FURTHEST_AHEAD_MS);
  memory.lastArrival = first + readings - 1;
  memory.arrivals.set(firstSeenAt, first);
  if (memory.arrivals.size > REMEMBERED_MESSAGES) memory.arrivals.delete(memory.arrivals.keys().next().value as number);
  return first;
}
