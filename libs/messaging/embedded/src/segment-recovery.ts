import { join } from 'node:path';
import type { LogContext, PartitionPlace } from './log-context.js';
import { frameOffset, frameStartsGroup, frameTime, FRAME_HEADER_BYTES } from './frame.js';
import { walkFrames, type DamagedBytes } from './frame-walk.js';
import { isZero, SECTOR_BYTES, TELLING_ZEROS } from './sector.js';
import type { Segment } from './segment.js';
import { tornName } from './segment-name.js';

export interface RecoveredSegment {
  /** One past its last record. */
  readonly nextOffset: number;
  /** Where its end was cut: offsets below this one may have been used. */
  readonly burntOffset: number | undefined;
  /** Undefined where it holds no record. */
  readonly lastAppendedAt: number | undefined;
}

/**
 * Reads the last segment of a partition after a start. Its torn end, the trace of a write that was never synced, is cut
 * off and kept aside; damage before that is reported and stays. Then what remains is synced: a killed process may have
 * left it in memory only, and what consumers see must not vanish again.
 */
export async function recoverLastSegment(
  context: LogContext,
  place: PartitionPlace,
  segment: Segment,
): Promise<RecoveredSegment> {
  const scan = await scanSegment(segment);
  const cut = await firstTorn(segment, scan);
  const end = cut?.position ?? segment.length;
  const { topic, partition } = place;
  for (const damaged of scan.damages) {
    if (damaged.position < end)
      context.damage.add({ topic, partition }, { segment, damaged, endOffset: scan.nextOffset });
  }
  const cutBytes = segment.length - end;
  if (cutBytes > 0) await keepAside(context, place, { segment, from: end });
  await cutAndSync(context, segment, end);
  // A killed process may have made the file and not come to sync its name.
  await context.disk.syncDirectory(place.folder);
  const { lastAppendedAt } = scan;
  if (cut === undefined) return { nextOffset: scan.nextOffset, burntOffset: undefined, lastAppendedAt };
  // Each frame cut off took at least a head, so its offset is below this.
  return { nextOffset: cut.offset, burntOffset: cut.offset + Math.ceil(cutBytes / FRAME_HEADER_BYTES), lastAppendedAt };
}

interface SegmentScan {
  readonly nextOffset: number;
  readonly lastAppendedAt: number | undefined;
  /** Where the last group that is known begins; all before it had been synced. */
  readonly lastGroupAt: number;
  readonly damages: readonly DamagedBytes[];
}

async function scanSegment(segment: Segment): Promise<SegmentScan> {
  const damages: DamagedBytes[] = [];
  let lastGroupAt = 0;
  let lastAppendedAt: number | undefined;
  const source = {
    length: segment.length,
    endOffset: segment.base + Math.ceil(segment.length / FRAME_HEADER_BYTES),
    read: (position: number, length: number) => segment.read(position, length),
  };
  const end = await walkFrames(
    source,
    { position: 0, offset: segment.base },
    {
      frame: (bytes, at, _size, position) => {
        if (frameStartsGroup(bytes, at)) lastGroupAt = position;
        lastAppendedAt = frameTime(bytes, at);
        segment.index.note(frameOffset(bytes, at), position);
        return true;
      },
      damage: (damaged) => void damages.push(damaged),
    },
  );
  return { nextOffset: end.offset, lastAppendedAt, lastGroupAt, damages };
}

/**
 * The first damage that is a torn write: no good frame follows it, or it is in the last group and sectors of it never
 * reached the disk. Damage with good frames behind it and no such sector befell records that may have been acknowledged.
 */
async function firstTorn(segment: Segment, scan: SegmentScan): Promise<DamagedBytes | undefined> {
  for (const damaged of scan.damages) {
    if (damaged.nextOffset === undefined) return damaged;
    if (damaged.position >= scan.lastGroupAt && (await lacksSector(segment, damaged))) return damaged;
  }
  return undefined;
}

async function lacksSector(segment: Segment, { position, end }: DamagedBytes): Promise<boolean> {
  const bytes = await segment.read(position, end - position);
  const rest = SECTOR_BYTES - (position % SECTOR_BYTES);
  if (rest >= TELLING_ZEROS && isZero(bytes, 0, Math.min(rest, bytes.length))) return true;
  for (let at = rest % SECTOR_BYTES; at + SECTOR_BYTES <= bytes.length; at += SECTOR_BYTES) {
    if (isZero(bytes, at, at + SECTOR_BYTES)) return true;
  }
  return false;
}

async function keepAside(
  { disk, logger }: LogContext,
  place: PartitionPlace,
  { segment, from }: { readonly segment: Segment; readonly from: number },
): Promise<void> {
  const { topic, partition, folder } = place;
  const bytes = segment.length - from;
  const path = join(folder, tornName(segment.base));
  const details = { topic, partition, file: segment.path, position: from, bytes, keptIn: path };
  try {
    const file = await disk.open(path, 'create');
    try {
      await file.write(await segment.read(from, bytes), 0);
      await file.datasync();
    } finally {
      await file.close();
    }
    await disk.syncDirectory(folder);
    logger.warn(details, 'the torn end of a segment was cut off');
  } catch (cause) {
    logger.error({ err: cause, ...details }, 'the torn end of a segment was cut off and could not be kept aside');
  }
}

async function cutAndSync({ disk }: LogContext, segment: Segment, length: number): Promise<void> {
  const file = await disk.open(segment.path, 'write');
  try {
    if (length < segment.length) await file.truncate(length);
    await file.datasync();
  } finally {
    await file.close();
  }
  segment.length = length;
  segment.index.cut(length);
}
