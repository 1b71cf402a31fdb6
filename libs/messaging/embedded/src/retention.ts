import type { TopicDeclaration } from '@fieldline/messaging';
import type { GroupOffsets } from './group-offsets.js';
import type { LogContext } from './log-context.js';
import type { PartitionLog } from './partition-log.js';
import type { Segment } from './segment.js';

/**
 * Removes closed segments that are too old or too many, the oldest first, and never one that holds a record some group
 * of the topic has still to handle.
 */
export async function applyRetention(
  context: LogContext,
  topic: TopicDeclaration,
  target: RetentionTarget,
): Promise<void> {
  const { log, groups } = target;
  if (topic.cleanup !== 'delete') return;
  await rollWhenExpired(context, topic, log);
  const gone = await expiredSegments(context, topic, target);
  if (gone.length === 0) return;
  const { disk, logger } = context;
  const { partition, folder } = log.place;
  await log.segments.gate.exclusive(async () => {
    for (const segment of gone) {
      // A group may have gone back while this one waited for the readers.
      if (!isDone(log, segment, groups)) break;
      log.segments.replace([segment], undefined);
      await disk.remove(segment.path);
      logger.info(
        { topic: topic.name, partition, file: segment.path, bytes: segment.length },
        'an old segment was removed',
      );
    }
    await disk.syncDirectory(folder);
  });
}

export interface RetentionTarget {
  readonly log: PartitionLog;
  readonly groups: GroupOffsets;
}

/** The segment being written is closed once all it holds is older than the topic keeps. */
async function rollWhenExpired({ clock }: LogContext, topic: TopicDeclaration, log: PartitionLog): Promise<void> {
  const last = log.segments.all.at(-1);
  if (topic.retentionMs === undefined || last === undefined || last.length === 0) return;
  if (clock.now() - log.lastAppendedAt > topic.retentionMs) await log.roll();
}

async function expiredSegments(
  { clock }: LogContext,
  { retentionMs, retentionBytes }: TopicDeclaration,
  { log, groups }: RetentionTarget,
): Promise<readonly Segment[]> {
  const gone: Segment[] = [];
  let bytes = log.segments.bytes;
  for (const segment of log.segments.closed) {
    const tooMany = retentionBytes !== undefined && bytes - segment.length >= retentionBytes;
    const tooOld = retentionMs !== undefined && (await endedAt(log, segment)) < clock.now() - retentionMs;
    if (!(tooMany || tooOld) || !isDone(log, segment, groups)) break;
    gone.push(segment);
    bytes -= segment.length;
  }
  return gone;
}

/** When the first record after a segment was appended: none in it is younger. */
async function endedAt(log: PartitionLog, segment: Segment): Promise<number> {
  return (await log.segments.after(segment)?.firstAppendedAt()) ?? log.lastAppendedAt;
}

function isDone(log: PartitionLog, segment: Segment, groups: GroupOffsets): boolean {
  const next = log.segments.after(segment);
  if (next === undefined) return false;
  const { topic, partition } = log.place;
  return next.base <= (groups.floor(topic, partition) ?? next.base);
}
