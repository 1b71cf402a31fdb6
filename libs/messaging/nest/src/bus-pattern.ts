/**
 * What a consumer's method names in `@EventPattern`: the topic *and* the group. Without the group, two services in one
 * process that read one topic would become one chain of handlers with one outcome.
 */
export interface BusPattern {
  /** The topic, such as `telemetry.reading.v1`. */
  readonly event: string;
  readonly group: string;
}

/**
 * What the method names in `@MessagePattern` that answers where a partition goes on from, for a consumer that keeps its
 * offset beside its effects.
 */
export interface AssignmentPattern extends BusPattern {
  readonly on: 'assigned';
}

export function isAssignmentPattern(pattern: BusPattern): pattern is AssignmentPattern {
  return (pattern as Partial<AssignmentPattern>).on === 'assigned';
}

export function patternKey({ event, group }: BusPattern): string {
  return `${event} for ${group}`;
}

/** Throws a TypeError that says what a pattern must look like. */
export function parseBusPattern(pattern: unknown): BusPattern {
  const { event, group } = (pattern ?? {}) as Partial<BusPattern>;
  if (typeof event !== 'string' || typeof group !== 'string') {
    throw new TypeError(`a consumer's pattern must be { event, group }, not ${JSON.stringify(pattern)}`);
  }
  return pattern as BusPattern;
}
