/** What a span is about; keys as OpenTelemetry's conventions name them. Never a secret, never a payload. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Who waits for whom: `server` answers someone, `producer` and `consumer` have a log between them, the rest is `internal`. */
export type SpanRole = 'internal' | 'server' | 'producer' | 'consumer';

export interface SpanOptions {
  readonly role?: SpanRole;
  readonly attributes?: SpanAttributes;
  /** ms since 1970; now unless given. */
  readonly startedAt?: number;
}

/** One step of what happened, open until it ends. */
export interface TraceSpan {
  /** W3C trace context of this span, for whoever goes on with it in another process. */
  readonly traceparent: string;
  /** A step within this one. */
  child(name: string, options?: SpanOptions): TraceSpan;
  set(attributes: SpanAttributes): void;
  /** The step did not succeed; it still has to be ended. */
  fail(error: unknown): void;
  /** Further calls are without effect. */
  end(): void;
}

/**
 * Makes spans of what was sampled. It is passed as an optional part: where nobody collects traces there is none, and
 * nothing is spent on them.
 */
export interface Tracing {
  /** Decides what begins a trace: one of so many. */
  readonly sampler: TraceSampler;
  /** Begins a trace. Ask the sampler first. */
  begin(name: string, options?: SpanOptions): TraceSpan;
  /** Goes on with a trace of another process; undefined when it was not sampled there, or is no `traceparent`. */
  resume(traceparent: string, name: string, options?: SpanOptions): TraceSpan | undefined;
}

/** Picks what is traced. */
export interface TraceSampler {
  /**
   * Looks at the next `count` candidates, at least one: the place of the first that is picked, from 0, or -1. Those behind
   * the picked one were not looked at.
   */
  pick(count: number): number;
}
