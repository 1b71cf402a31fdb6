import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { Clock } from './clock.js';
import { asError } from './errors.js';
import type { SpanAttributes, SpanOptions, SpanRole, TraceSampler, TraceSpan, Tracing } from './tracing.js';

const KINDS: Readonly<Record<SpanRole, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** W3C Trace Context level 1, section 3.2: version 00 alone has exactly these four fields. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

export interface OpenTelemetryTracingParts {
  readonly tracer: Tracer;
  readonly sampler: TraceSampler;
  readonly clock: Clock;
}

/** Spans of an OpenTelemetry tracer that is passed in: nothing global is read or set. */
export class OpenTelemetryTracing implements Tracing {
  readonly sampler: TraceSampler;
  readonly #parts: OpenTelemetryTracingParts;

  constructor(parts: OpenTelemetryTracingParts) {
    this.#parts = parts;
    this.sampler = parts.sampler;
  }

  begin(name: string, options: SpanOptions = {}): TraceSpan {
    return this.#start(name, options, ROOT_CONTEXT);
  }

  resume(traceparent: string, name: string, options: SpanOptions = {}): TraceSpan | undefined {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
    if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
    const traceFlags = Number.parseInt(flags, 16);
    if ((traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
    const parent = { traceId, spanId, traceFlags, isRemote: true };
    return this.#start(name, options, trace.setSpanContext(ROOT_CONTEXT, parent));
  }

  #start(name: string, options: SpanOptions, parent: Context): TraceSpan {
    const { tracer, clock } = this.#parts;
    return OpenTelemetrySpan.start(name, options, { tracer, parent, now: steadyTime(clock) });
  }
}

interface Origin {
  readonly tracer: Tracer;
  readonly parent: Context;
  readonly now: () => number;
}

class OpenTelemetrySpan implements TraceSpan {
  readonly traceparent: string;
  readonly #span: Span;
  readonly #origin: Origin;

  private constructor(span: Span, origin: Origin) {
    this.#span = span;
    this.#origin = origin;
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, '0')}`;
  }

  static start(name: string, options: SpanOptions, origin: Origin): OpenTelemetrySpan {
    const { role = 'internal', attributes = {}, startedAt = origin.now() } = options;
    const kind = KINDS[role];
    const span = origin.tracer.startSpan(name, { kind, attributes, startTime: startedAt }, origin.parent);
    return new OpenTelemetrySpan(span, origin);
  }

  child(name: string, options: SpanOptions = {}): TraceSpan {
    return OpenTelemetrySpan.start(name, options, {
      ...this.#origin,
      parent: trace.setSpan(ROOT_CONTEXT, this.#span),
    });
  }

  set(attributes: SpanAttributes): void {
    this.#span.setAttributes(attributes);
  }

  fail(error: unknown): void {
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message: asError(error).message });
  }

  end(): void {
    if (this.#span.isRecording()) this.#span.end(this.#origin.now());
  }
}

/** ms since 1970 with fractions, that never goes back: a trace's steps are shorter than what the wall clock tells apart. */
function steadyTime(clock: Clock): () => number {
  const offset = clock.now() - clock.monotonic();
  return () => offset + clock.monotonic();
}
