import { OperatorError } from '@fieldline/platform';
import { open } from 'node:fs/promises';
import { readFrame, type Frame } from './frame.js';

const CHUNK_BYTES = 4 * 1024 * 1024;

export interface SegmentVisitor {
  frame(frame: Frame): void;
  /**
   * Bytes of no use from `position` on. `synced`: a later frame proves that they had been on disk whole, so records were
   * destroyed; else they are the torn end of a write that nobody was told of.
   */
  damage(position: number, synced: boolean): void;
}

interface Source {
  readonly file: string;
  readonly size: number;
  readonly read: (position: number, length: number) => Promise<Buffer>;
}

interface ScanPoint {
  readonly position: number;
  /** Where damage began that no later group has settled yet. */
  readonly damagedAt: number | undefined;
}

const SECTOR_BYTES = 512;
const LEAST_LEFT = 8;

/** Zeros before a group that would begin with less than 8 bytes left of a sector. */
function paddingAt(position: number): number {
  const rest = SECTOR_BYTES - (position % SECTOR_BYTES);
  return rest < LEAST_LEFT ? rest : 0;
}

/** Shows every good frame of a segment file in order, with a few MB of memory whatever its size. */
export async function scanSegment(file: string, visitor: SegmentVisitor): Promise<void> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const read = async (position: number, length: number): Promise<Buffer> => {
      const bytes = Buffer.allocUnsafe(Math.min(length, size - position));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, position);
      if (bytesRead < bytes.length) throw new OperatorError(`${file} became shorter while it was read; audit again`);
      return bytes;
    };
    let point: ScanPoint = { position: 0, damagedAt: undefined };
    while (point.position < size) point = await scanChunk({ file, size, read }, point, visitor);
    if (point.damagedAt !== undefined) visitor.damage(point.damagedAt, false);
  } finally {
    await handle.close();
  }
}

async function scanChunk(
  source: Source,
  { position, damagedAt: before }: ScanPoint,
  visitor: SegmentVisitor,
): Promise<ScanPoint> {
  let bytes = await source.read(position, CHUNK_BYTES);
  let damagedAt = before;
  let at = 0;
  while (at < bytes.length) {
    const result = readFrame(bytes, at);
    if (result.kind === 'short' && position + at + result.needs <= source.size) {
      if (at > 0) break;
      bytes = await source.read(position, result.needs);
      continue;
    }
    const padding = paddingAt(position + at);
    if (result.kind !== 'frame' && padding > 0 && bytes.subarray(at, at + padding).every((byte) => byte === 0)) {
      at = Math.min(at + padding, bytes.length);
      continue;
    }
    if (result.kind !== 'frame') {
      damagedAt ??= position + at;
      at++;
      continue;
    }
    if (damagedAt !== undefined && result.frame.startsGroup) {
      visitor.damage(damagedAt, true);
      damagedAt = undefined;
    }
    // What follows damage within one group was never acknowledged.
    if (damagedAt === undefined) visitor.frame(result.frame);
    at += result.frame.size;
  }
  return { position: position + at, damagedAt };
}
