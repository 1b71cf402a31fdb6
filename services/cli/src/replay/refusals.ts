/** Refused messages and values by rule. */
export type Refusals = Readonly<Record<string, number>>;

export function newRefusals(before: Refusals, after: Refusals): Refusals {
  return Object.fromEntries(
    Object.entries(after)
      .map(([rule, count]) => [rule, count - (before[rule] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

export function countOf(refusals: Refusals): number {
  return Object.values(refusals).reduce((sum, count) => sum + count, 0);
}
