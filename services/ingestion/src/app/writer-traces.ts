import type { ReadingHead } from '@fieldline/contracts';
import type { RecordBatch } from '@fieldline/messaging';
import type { TraceSpan, Tracing } from '@fieldline/platform';

interface Traceable {
  readonly offset: number;
  readonly head: ReadingHead;
}

/** The writer's part of the traces that a batch of readings brings along. */
export class WriterTraces {
  readonly #spans: readonly TraceSpan[];

  private constructor(spans: readonly TraceSpan[]) {
    this.#spans = spans;
  }

  /** Undefined where no reading of the batch is traced, which is the usual case. */
  static of(
    { topic, partition }: RecordBatch,
    readings: readonly Traceable[],
    tracing: Tracing,
  ): WriterTraces | undefined {
    const spans: TraceSpan[] = [];
    for (const { offset, head } of readings) {
      if (head.trace === null) continue;
      const attributes = {
        'fieldline.device.id': head.deviceId,
        'messaging.destination.name': topic,
        'messaging.destination.partition.id': String(partition),
        'fieldline.log.offset': offset,
      };
      const span = tracing.resume(head.trace, 'writer', { role: 'consumer', attributes });
      if (span !== undefined) spans.push(span);
    }
    return spans.length === 0 ? undefined : new WriterTraces(spans);
  }

  /** The store takes whole batches: the step lasts as long for each of its readings. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const steps = this.#spans.map((span) => span.child(name));
    return during(steps, work);
  }

  /** Ends the spans when the work is done. */
  whole<T>(work: () => Promise<T>): Promise<T> {
    return during(this.#spans, work);
  }
}

async function during<T>(spans: readonly TraceSpan[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const span of spans) span.fail(error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}
