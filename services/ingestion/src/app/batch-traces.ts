import type { MessageTrace } from '@fieldline/device-link';

/** What ingestion adds to the traces of one batch. */
export class BatchTraces {
  readonly #traces: MessageTrace[] = [];

  checked(trace: MessageTrace, check: () => void): void {
    this.#traces.push(trace);
    const step = trace.child('check');
    check();
    step.end();
  }

  /** The log writes whole batches: the step lasts as long for each of its messages. */
  async appended(append: () => Promise<void>): Promise<void> {
    const steps = this.#traces.map((trace) => trace.child('log append', { role: 'producer' }));
    try {
      await append();
    } catch (error) {
      for (const step of steps) step.fail(error);
      throw error;
    } finally {
      for (const step of steps) step.end();
    }
  }
}
