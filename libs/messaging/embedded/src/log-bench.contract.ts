import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TopicDeclaration } from '@fieldline/messaging';
import { createLogger, systemClock, systemRandom, type Clock } from '@fieldline/platform';
import { EmbeddedMessageBus } from './embedded-message-bus.js';
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
    const bus = await EmbeddedMessageBus.open({
      folder: this.folder,
      topics: this.#options.topics,
      disk: this.disk,
      clock: this.#options.clock ?? systemClock,
      random: systemRandom,
      logger: createLogger('log', 'silent'),
      limits: this.#options.limits ?? {},
    });
    this.#open.push(bus);
    return bus;
  }

  async dispose(): Promise<void> {
    this.disk.heal();
    await Promise.all(this.#open.map((bus) => bus.close()));
    await rm(this.folder, { recursive: true });
  }
}
