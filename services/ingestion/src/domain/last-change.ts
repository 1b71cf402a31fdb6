/** A value at a time, ms since 1970. */
export interface TimedValue {
  readonly at: number;
  readonly value: unknown;
}

/** Since when a value has been what it is, as far as its series was looked through. */
export interface Unchanged {
  readonly value: unknown;
  /** The earliest time at which it was known to be so. */
  readonly since: number;
  /** True: before that it was something else. False: nothing before that was looked at. */
  readonly changed: boolean;
}

/** Goes on looking backwards: `earlier`, oldest first, all before `now.since`. */
export function lookBack(now: Unchanged, earlier: readonly TimedValue[]): Unchanged {
  let { since } = now;
  for (let index = earlier.length - 1; index >= 0; index--) {
    const { at, value } = earlier[index] as TimedValue;
    if (value !== now.value) return { ...now, since, changed: true };
    since = at;
  }
  return { ...now, since };
}
