/** Why letters of a job were refused again. */
export interface ReplayReason {
  readonly rule: string;
  readonly message: string;
  readonly count: number;
}

/** Different reasons that a job remembers; what comes beyond is counted without its reason. */
const MOST_REASONS = 100;
/** Reasons that a job shows. */
export const SHOWN_REASONS = 20;

/** Adds to what is known, the most frequent first. */
export function addReasons(
  known: readonly ReplayReason[],
  more: readonly Pick<ReplayReason, 'rule' | 'message'>[],
): readonly ReplayReason[] {
  const counts = new Map(known.map((reason) => [`${reason.rule} ${reason.message}`, reason]));
  for (const { rule, message } of more) {
    const key = `${rule} ${message}`;
    const count = counts.get(key)?.count ?? 0;
    if (count > 0 || counts.size < MOST_REASONS) counts.set(key, { rule, message, count: count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
