export type StripValue = string | number | boolean;

/** How long a state or a boolean kept its value. */
export interface Run {
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: StripValue;
}

/**
 * Runs of equal values. A value holds until the next one, but no longer than `stalenessMs`: beyond it nobody knows.
 * `points` are in order of time; the last one ends with `endMs`.
 */
export function runsOf(
  points: readonly (readonly [number, StripValue])[],
  stalenessMs: number,
  endMs: number,
): readonly Run[] {
  const runs: Run[] = [];
  points.forEach(([at, value], index) => {
    const until = Math.min(points[index + 1]?.[0] ?? endMs, at + stalenessMs);
    const last = runs.at(-1);
    if (last !== undefined && last.value === value && last.toMs >= at) runs[runs.length - 1] = { ...last, toMs: until };
    else if (until > at) runs.push({ fromMs: at, toMs: until, value });
  });
  return runs;
}

/** How long each value was held, the longest first. */
export function heldFor(runs: readonly Run[]): readonly { readonly value: StripValue; readonly ms: number }[] {
  const held = new Map<StripValue, number>();
  for (const { value, fromMs, toMs } of runs) held.set(value, (held.get(value) ?? 0) + toMs - fromMs);
  return [...held].map(([value, ms]) => ({ value, ms })).sort((one, other) => other.ms - one.ms);
}
