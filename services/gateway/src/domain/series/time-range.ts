const DAY_MS = 86_400_000;

/** ms since 1970. */
export interface TimeRange {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Up to now where no end was asked for, 24 h where no beginning was; undefined where nothing lies between. */
export function rangeOf(
  asked: { readonly from?: number | undefined; readonly to?: number | undefined },
  now: number,
): TimeRange | undefined {
  // What was measured in this very millisecond belongs to it.
  const to = asked.to ?? now + 1;
  const from = asked.from ?? to - DAY_MS;
  return from < to ? { from, to } : undefined;
}
