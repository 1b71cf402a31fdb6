import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { advise, Counter, type Logger, type Metrics } from '@fieldline/platform';

export interface ExportWatchParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly endpoint: string;
}

const NAME = 'fieldline_tracing_spans_total';

type Done = Parameters<SpanExporter['export']>[1];

/** Counts what an exporter sends and loses, and says once that it cannot send, and once that it can again. */
export class ExportWatch implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #parts: ExportWatchParts;
  readonly #spans: Counter;
  #failing = false;

  constructor(exporter: SpanExporter, parts: ExportWatchParts) {
    this.#exporter = exporter;
    this.#parts = parts;
    advise(
      parts.metrics,
      NAME,
      '`lost`: the collector is away or refuses; the log says why. Readings are not touched.',
    );
    this.#spans = new Counter({
      name: NAME,
      help: 'Spans that were sent to the collector, and those lost because it did not take them.',
      labelNames: ['outcome'],
      registers: [parts.metrics],
    });
    for (const outcome of ['sent', 'lost']) this.#spans.inc({ outcome }, 0);
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.#exporter.export(spans, (result) => {
      this.#note(spans.length, result.error);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  #note(spans: number, error: Error | undefined): void {
    const { logger, endpoint } = this.#parts;
    const failed = error !== undefined;
    this.#spans.inc({ outcome: failed ? 'lost' : 'sent' }, spans);
    if (failed === this.#failing) return;
    this.#failing = failed;
    if (failed) logger.warn({ err: error, endpoint }, 'the collector takes no traces; they are lost until it does');
    else logger.info({ endpoint }, 'the collector takes traces again');
  }
}
