import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRecord, MessageBus, OutgoingRecord, TopicDeclaration } from '@fieldline/messaging';
import { createLogger, createMetrics, systemClock, systemRandom, type Clock } from '@fieldline/platform';
import { EmbeddedMessageBus } from './embedded-message-bus.js';
import type { Disk } from './disk.js';
import { FaultyDisk } from './faulty-disk.contract.js';
import type { LogLimits } from './limits.js';
import { NodeDisk } from './node-disk.js';

export interface BenchOptions {
  readonly topics: readonly TopicDeclaration[];
  readonly clock?: Clock;
  readonly limits?: Partial<LogLimits>;
}

/** A log in a folder of its own, on a disk that fails on request. */
export class LogBench {
  readonly folder: string;
  readonly disk = new FaultyDisk(new NodeDisk());
  readonly metrics = createMetrics();
  readonly #options: BenchOptions;
  readonly #open: EmbeddedMessageBus[] = [];

  private constructor(folder: string, options: BenchOptions) {
    this.folder = folder;
    this.#options = options;
  }

  static async make(options: BenchOptions): Promise<LogBench> {
    return new LogBench(await mkdtemp(join(tmpdir(), 'fieldline-log-')), options);
  }

  async open(): Promise<EmbeddedMessageBus> {
    this.metrics.clear();
    const bus = await openBus({ ...this.#options, folder: this.folder, disk: this.disk, metrics: this.metrics });
    this.#open.push(bus);
    return bus;
  }

  async dispose(): Promise<void> {
    this.disk.heal();
    await Promise.all(this.#open.map((bus) => bus.close()));
    await rm(this.folder, { recursive: true });
  }
}

export function openBus(
  options: BenchOptions & { readonly folder: string; readonly disk: Disk; readonly metrics?: LogBench['metrics'] },
): Promise<EmbeddedMessageBus> {
  return EmbeddedMessageBus.open({
    clock: systemClock,
    random: systemRandom,
    logger: createLogger('log', 'silent'),
    ...options,
  });
}

/** All records of a topic, read by a group that nothing else uses. */
export async function readAll(bus: MessageBus, topic: string, group = 'read-all'): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  const handle = await bus.subscribe({
    topic,
    group,
    handleBatch: (batch) => {
      records.push(...batch.records);
      return Promise.resolve({ kind: 'done' });
    },
  });
  await untilTrue(() => handle.lag() === 0);
  await handle.close();
  return records;
}

export function record(topic: string, value: string, key = 'device'): OutgoingRecord {
  return { topic, key, value: Buffer.from(value) };
}

export function textOf({ value }: { readonly value: Buffer }): string {
  return value.toString();
}

/** Lets everything that is ready go on, until the condition holds. */
export async function untilTrue(condition: () => boolean): Promise<void> {
  const deadline = systemClock.monotonic() + 10_000;
  while (!condition()) {
    if (systemClock.monotonic() > deadline) throw new Error('waited in vain');
    await new Promise<void>((resolve) => systemClock.defer(resolve));
  }
}
