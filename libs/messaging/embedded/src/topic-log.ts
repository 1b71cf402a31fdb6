import { join } from 'node:path';
import type { TopicDeclaration } from '@fieldline/messaging';
import { OperatorError } from '@fieldline/platform';
import { readFile, writeFileAtomically } from './atomic-file.js';
import type { GroupOffsets } from './group-offsets.js';
import type { LogContext } from './log-context.js';
import { Maintenance } from './maintenance.js';
import { partitionOfKey } from './partition-of-key.js';
import { PartitionLog } from './partition-log.js';

const NAME = /^[a-z0-9][a-z0-9._-]{0,200}$/;
/** Beside the topics in the log's folder. */
const RESERVED = ['groups', 'lock'];
const MARKER = 'topic.json';

/** The partitions of one topic. */
export class TopicLog {
  readonly declaration: TopicDeclaration;
  readonly partitions: readonly PartitionLog[];
  readonly maintenance: readonly Maintenance[];

  private constructor(declaration: TopicDeclaration, parts: readonly OpenPartition[]) {
    this.declaration = declaration;
    this.partitions = parts.map(({ log }) => log);
    this.maintenance = parts.map(({ maintenance }) => maintenance);
  }

  static async open(context: LogContext, declaration: TopicDeclaration, options: TopicOptions): Promise<TopicLog> {
    const folder = join(options.folder, declaration.name);
    await prepareFolder(context, declaration, folder);
    const { segmentBytes, compactSegmentBytes } = context.limits;
    const open = async (partition: number): Promise<OpenPartition> => {
      const place = {
        topic: declaration.name,
        partition,
        folder: join(folder, String(partition)),
        segmentBytes: declaration.cleanup === 'compact' ? compactSegmentBytes : segmentBytes,
      };
      const parts: { maintenance?: Maintenance } = {};
      const log = await PartitionLog.open(context, place, () => parts.maintenance?.request());
      const maintenance = new Maintenance(context, declaration, { log, groups: options.groups });
      parts.maintenance = maintenance;
      return { log, maintenance };
    };
    const numbers = Array.from({ length: declaration.partitions }, (_, partition) => partition);
    return new TopicLog(declaration, await Promise.all(numbers.map(open)));
  }

  partitionOf(key: string): PartitionLog {
    const log = this.partitions[partitionOfKey(key, this.partitions.length)];
    if (log === undefined) throw new RangeError(`${this.declaration.name} has no partitions`);
    return log;
  }

  /** Bytes that wait for the disk, in the partition with the most. */
  get pendingBytes(): number {
    let most = 0;
    for (const { pendingBytes } of this.partitions) most = Math.max(most, pendingBytes);
    return most;
  }

  async close(): Promise<void> {
    await Promise.all(this.maintenance.map((each) => each.close()));
    await Promise.all(this.partitions.map((each) => each.close()));
  }
}

export interface TopicOptions {
  /** The folder of the whole log. */
  readonly folder: string;
  readonly groups: GroupOffsets;
}

interface OpenPartition {
  readonly log: PartitionLog;
  readonly maintenance: Maintenance;
}

/** Makes the folders, and keeps the number of partitions: another number would send a key's records elsewhere, out of order. */
async function prepareFolder({ disk }: LogContext, declaration: TopicDeclaration, folder: string): Promise<void> {
  const { name, partitions } = declaration;
  if (!NAME.test(name) || RESERVED.includes(name) || !Number.isInteger(partitions) || partitions < 1) {
    throw new OperatorError(`${name} with ${partitions} partitions cannot be a topic`);
  }
  for (let partition = 0; partition < partitions; partition += 1) {
    await disk.makeDirectory(join(folder, String(partition)));
  }
  const marker = (await disk.list(folder)).find((entry) => entry.name === MARKER);
  if (marker === undefined) {
    await writeFileAtomically(disk, join(folder, MARKER), Buffer.from(`${JSON.stringify({ partitions })}\n`));
    return;
  }
  const kept = JSON.parse((await readFile(disk, join(folder, MARKER), marker.size)).toString('utf8')) as unknown;
  const known = (kept as { readonly partitions?: unknown }).partitions;
  if (known !== partitions) {
    throw new OperatorError(
      `${folder} was made with ${String(known)} partitions and ${partitions} are declared; the number cannot change`,
    );
  }
}
