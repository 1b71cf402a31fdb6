import { join } from 'node:path';
import { DEAD_LETTER_TOPIC, type TopicDeclaration } from '@fieldline/messaging';
import { OperatorError, type Clock, type Logger, type Metrics, type Random } from '@fieldline/platform';
import { DamageReport } from './damage.js';
import { DiskWatch } from './disk-watch.js';
import type { Disk, FolderLock } from './disk.js';
import { GroupOffsets } from './group-offsets.js';
import { DEFAULT_LOG_LIMITS, type LogLimits } from './limits.js';
import type { LogContext } from './log-context.js';
import { LogMetrics, type GroupLag } from './log-metrics.js';
import { TailCache } from './tail-cache.js';
import { TopicLog } from './topic-log.js';

export interface EmbeddedMessageBusOptions {
  /** Made where it is missing; one process at a time. */
  readonly folder: string;
  /** The topic of dead letters is added by itself unless declared here. */
  readonly topics: readonly TopicDeclaration[];
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly limits?: Partial<LogLimits>;
}

/** All parts of an open log. */
export interface OpenLog {
  readonly limits: LogLimits;
  readonly topics: ReadonlyMap<string, TopicLog>;
  readonly groups: GroupOffsets;
  readonly disk: DiskWatch;
  readonly damage: DamageReport;
  readonly metrics: LogMetrics;
  /** Makes everything taken durable and lets go of the folder. */
  close(): Promise<void>;
}

const DEAD_LETTERS: TopicDeclaration = { name: DEAD_LETTER_TOPIC, partitions: 1, cleanup: 'delete' };

export async function openLog(options: EmbeddedMessageBusOptions): Promise<OpenLog> {
  const { folder, disk } = options;
  try {
    await disk.makeDirectory(folder);
    const lock = await disk.lock(folder);
    try {
      return await openParts(options, lock);
    } catch (cause) {
      await lock.release();
      throw cause;
    }
  } catch (cause) {
    throw explained(cause, folder);
  }
}

async function openParts(options: EmbeddedMessageBusOptions, lock: FolderLock): Promise<OpenLog> {
  const { folder, disk, clock, logger } = options;
  const limits = { ...DEFAULT_LOG_LIMITS, ...options.limits };
  const topics = new Map<string, TopicLog>();
  let lags = (): readonly GroupLag[] => [];
  const metrics = new LogMetrics(options.metrics, () => lags());
  const damage = new DamageReport(logger, metrics);
  const context: LogContext = {
    disk,
    clock,
    logger,
    limits,
    metrics,
    damage,
    tails: new TailCache(limits.tailCacheBytes),
  };
  const groups = await GroupOffsets.open(context, join(folder, 'groups'));
  for (const declaration of withDeadLetters(options.topics)) {
    topics.set(declaration.name, await TopicLog.open(context, declaration, { folder, groups }));
  }
  await disk.syncDirectory(folder);
  const watch = await DiskWatch.open(context, folder);
  for (const { maintenance } of topics.values()) maintenance.forEach((each) => each.request());
  lags = () => lagsOf(groups, topics);
  const close = async (): Promise<void> => {
    watch.close();
    await Promise.all([...topics.values()].map((topic) => topic.close()));
    await groups.close();
    await lock.release();
  };
  return { limits, topics, groups, disk: watch, damage, metrics, close };
}

function withDeadLetters(topics: readonly TopicDeclaration[]): readonly TopicDeclaration[] {
  return topics.some(({ name }) => name === DEAD_LETTER_TOPIC) ? topics : [...topics, DEAD_LETTERS];
}

function lagsOf(groups: GroupOffsets, topics: ReadonlyMap<string, TopicLog>): readonly GroupLag[] {
  const lags: GroupLag[] = [];
  for (const group of groups.names) {
    for (const [topic, { partitions }] of topics) {
      partitions.forEach(({ endOffset }, partition) => {
        const committed = groups.committed(group, topic, partition);
        if (committed !== undefined)
          lags.push({ group, topic, partition, records: Math.max(0, endOffset - committed) });
      });
    }
  }
  return lags;
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ENOTDIR: 'a part of the path is a file',
};

/** What an operator can mend, in one line. */
function explained(cause: unknown, folder: string): unknown {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const text = EXPLANATIONS[code];
  return text === undefined ? cause : new OperatorError(`the log in ${folder} cannot be opened: ${text}`, { cause });
}
