import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Findings } from '../findings.js';
import type { Frame } from './frame.js';
import { scanSegment } from './segment-scan.js';

const SEGMENT = /^(\d{20})\.seg$/;

export interface JournalPartition {
  readonly topic: string;
  readonly partition: number;
  readonly segments: readonly string[];
  /** The base of its first segment; above 0 once old records went by retention. */
  readonly startOffset: number;
}

/** The partitions of a topic; none where it has no folder. */
export async function topicPartitions(journalFolder: string, topic: string): Promise<readonly JournalPartition[]> {
  const folder = path.join(journalFolder, topic);
  const names = (await namesIn(folder)).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    names
      .map(Number)
      .sort((a, b) => a - b)
      .map(async (partition) => {
        const files = (await namesIn(path.join(folder, String(partition)))).filter((name) => SEGMENT.test(name)).sort();
        return {
          topic,
          partition,
          segments: files.map((file) => path.join(folder, String(partition), file)),
          startOffset: Number(SEGMENT.exec(files[0] ?? '')?.[1] ?? 0),
        };
      }),
  );
}

/** Every good record of a partition in order; what is destroyed goes to the findings. Offsets that fall are left out. */
export async function scanPartition(
  { topic, partition, segments }: JournalPartition,
  findings: Findings,
  handle: (frame: Frame) => void,
): Promise<void> {
  let last = -1;
  for (const file of segments) {
    await scanSegment(file, {
      frame: (frame) => {
        if (frame.offset <= last) {
          findings.add('damaged', 'log', `${topic}/${partition}: offset ${frame.offset} follows ${last} in ${file}`);
          return;
        }
        last = frame.offset;
        handle(frame);
      },
      damage: (position, synced) => {
        if (synced) findings.add('damaged', 'log', `${file}: records from byte ${position} on are destroyed`);
      },
    });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
