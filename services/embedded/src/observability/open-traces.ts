import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { RandomTraceSampler, type Tracing } from '@fieldline/platform';
import { OpenTelemetryTracing } from '@fieldline/platform/opentelemetry';
import type { ProcessParts } from '../start/process-parts.js';
import { ExportWatch } from './export-watch.js';

export interface TracesParts extends Pick<
  ProcessParts,
  'clock' | 'random' | 'logger' | 'metrics' | 'runId' | 'version'
> {
  /** Of an OTLP/HTTP collector, without the path of traces. */
  readonly endpoint: string;
  /** Share of messages and requests that are traced, 0 to 1. */
  readonly ratio: number;
}

export interface Traces {
  readonly tracing: Tracing;
  /** Sends what is left; a collector that does not answer is given up by whoever waits. */
  readonly close: () => Promise<void>;
}

/**
 * Sends traces to a collector as OTLP over HTTP, in JSON. Spans wait in a bounded queue of their own: a collector that is
 * away costs spans, never readings. Its headers, time limit and compression are the exporter's standard variables.
 */
export function openTraces(parts: TracesParts): Traces {
  const { endpoint, ratio, clock, random, logger, metrics, runId, version } = parts;
  const exporter = new OTLPTraceExporter({ url: tracesUrl(endpoint) });
  const watched = new ExportWatch(exporter, { logger, metrics, endpoint: withoutSecrets(endpoint) });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'fieldline',
      'service.version': version,
      'service.instance.id': runId,
    }),
    // what begins a trace was sampled before
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new BatchSpanProcessor(watched)],
  });
  logger.info({ endpoint: withoutSecrets(endpoint), ratio }, 'traces are sent to a collector');
  const tracer = provider.getTracer('fieldline', version);
  return {
    tracing: new OpenTelemetryTracing({ tracer, sampler: new RandomTraceSampler(ratio, random), clock }),
    close: () => provider.shutdown(),
  };
}

/** The path that OTLP sets down for an endpoint of all signals. */
function tracesUrl(endpoint: string): string {
  return `${endpoint.replace(/\/+$/, '')}/v1/traces`;
}

/** A URL may carry a name and a password. */
function withoutSecrets(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint);
  return `${origin}${pathname}`;
}
