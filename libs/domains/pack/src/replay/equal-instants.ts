/** When a metric of a device was last told, as recorded and as given on. */
interface Told {
  readonly recorded: number;
  readonly given: number;
}

/**
 * Makes the function that keeps apart what a device tells of a metric for one recorded instant: each further value gets
 * the next free millisecond. What is later stays later; a clock that is put back is left as it is. Times are ms since 1970.
 */
export function apartInstants(): (externalId: string, metrics: readonly string[], recorded: number) => number {
  const told = new Map<string, Told>();
  return (externalId, metrics, recorded) => {
    const keys = metrics.map((metric) => `${externalId}\n${metric}`);
    const occupied = keys.flatMap((key) => {
      const last = told.get(key);
      return last !== undefined && recorded >= last.recorded && recorded <= last.given ? [last.given] : [];
    });
    const given = Math.max(recorded, ...occupied.map((at) => at + 1));
    for (const key of keys) told.set(key, { recorded, given });
    return given;
  };
}
