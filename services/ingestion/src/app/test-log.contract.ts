import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogRecord } from '@fieldline/messaging';
import { EmbeddedMessageBus, NodeDisk, type DiskFile, type LogLimits } from '@fieldline/messaging-embedded';
import { createLogger, systemClock, systemRandom } from '@fieldline/platform';
import { INGESTION_TOPICS } from './example-registry.contract.js';

/** The machine's disk, whose syncs can be made to fail or to wait. */
export class UnreliableDisk extends NodeDisk {
  /** How many of the next syncs fail; Infinity until told otherwise. */
  failures = 0;
  /** What it says it has; the machine's own unless given. */
  freeSpace: number | undefined;
  /** A sync of a file waits for it. */
  hold: (file: string) => Promise<void> = () => Promise.resolve();

  override freeBytes(path: string): Promise<number> {
    return this.freeSpace === undefined ? super.freeBytes(path) : Promise.resolve(this.freeSpace);
  }

  override async open(file: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile> {
    const opened = await super.open(file, mode);
    const datasync = async (): Promise<void> => {
      await this.hold(file);
      if (this.failures > 0) {
        this.failures -= 1;
        throw Object.assign(new Error('EIO: the disk is away'), { code: 'EIO' });
      }
      await opened.datasync();
    };
    return {
      datasync,
      write: (bytes, position) => opened.write(bytes, position),
      read: (position, length) => opened.read(position, length),
      truncate: (length) => opened.truncate(length),
      close: () => opened.close(),
    };
  }
}

export interface TestLog {
  readonly bus: EmbeddedMessageBus;
  readonly disk: UnreliableDisk;
  /** Every record of a topic that stands in the log now, by partition and in order. */
  readonly read: (topic: string) => Promise<readonly LogRecord[]>;
  readonly close: () => Promise<void>;
}

/** The embedded log in a folder of its own. */
export async function openTestLog(limits: Partial<LogLimits> = {}): Promise<TestLog> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  const disk = new UnreliableDisk();
  const logger = createLogger('test', 'silent');
  const bus = await EmbeddedMessageBus.open({
    folder,
    topics: INGESTION_TOPICS,
    disk,
    clock: systemClock,
    random: systemRandom,
    logger,
    limits: { diskLowWaterBytes: 0, ...limits },
  });
  const read = async (topic: string): Promise<readonly LogRecord[]> => {
    const records: LogRecord[] = [];
    const follower = await bus.follow(topic, (more) => records.push(...more));
    await follower.caughtUp;
    await follower.close();
    return records;
  };
  const close = async (): Promise<void> => {
    await bus.close();
    await rm(folder, { recursive: true });
  };
  return { bus, disk, read, close };
}
