import { frameOffset, inspectFrame } from './frame.js';
import { findNextFrame } from './resync.js';
import { isZero, paddingAt } from './sector.js';

/** Bytes read from disk at a time. */
export const CHUNK_BYTES = 1024 * 1024;

/** Something that holds frames: a segment as far as it is durable. */
export interface FrameSource {
  readonly length: number;
  /** Greater than any offset that a good frame in it can have. */
  readonly endOffset: number;
  read(position: number, length: number): Promise<Buffer>;
}

/** Where a walk stands; `offset` is the least that the next frame may have. */
export interface WalkPoint {
  readonly position: number;
  readonly offset: number;
}

/** Bytes that hold no good frame. */
export interface DamagedBytes {
  readonly position: number;
  /** One past the last damaged byte. */
  readonly end: number;
  /** The first offset that may have been lost. */
  readonly offset: number;
  /** The offset of the good frame at `end`; undefined where there is none up to the source's end. */
  readonly nextOffset: number | undefined;
}

export interface FrameVisitor {
  /** A good frame; false ends the walk before it. */
  frame(bytes: Buffer, at: number, size: number, position: number): boolean;
  damage(damaged: DamagedBytes): void;
}

export interface WalkStep extends WalkPoint {
  /** The visitor ended the walk, or the source is at its end. */
  readonly ended: boolean;
}

/**
 * Reads about one chunk of frames and shows each good one. Damage is passed by looking for the next frame whose checksum
 * and offset are right. A frame older than `from.offset` is left out: a crash in a compaction may leave it there twice.
 */
export async function walkChunk(source: FrameSource, from: WalkPoint, visitor: FrameVisitor): Promise<WalkStep> {
  const { position } = from;
  let bytes = await readChunk(source, position, CHUNK_BYTES);
  const first = inspectFrame(bytes, 0);
  if (first < 0 && position - first <= source.length) bytes = await readChunk(source, position, -first);
  let { offset } = from;
  let at = 0;
  while (at < bytes.length) {
    const size = inspectFrame(bytes, at);
    if (size <= 0) {
      const padding = paddingAt(position + at);
      if (padding > 0 && at + padding < bytes.length && isZero(bytes, at, at + padding)) {
        at += padding;
        continue;
      }
      const continues = at > 0 && size < 0 && position + at - size <= source.length;
      if (continues) break;
      return passDamage(source, { position: position + at, offset }, visitor);
    }
    const found = frameOffset(bytes, at);
    if (found >= offset) {
      if (!visitor.frame(bytes, at, size, position + at)) return { position: position + at, offset, ended: true };
      offset = found + 1;
    }
    at += size;
  }
  // The file is shorter than it was: what it lost is damage like any other.
  if (at === 0 && position < source.length) return passDamage(source, { position, offset }, visitor);
  return { position: position + at, offset, ended: position + at >= source.length };
}

function readChunk(source: FrameSource, position: number, wanted: number): Promise<Buffer> {
  return source.read(position, Math.min(wanted, source.length - position));
}

/** Walks until the visitor ends it or the source does. */
export async function walkFrames(source: FrameSource, from: WalkPoint, visitor: FrameVisitor): Promise<WalkPoint> {
  let step: WalkStep = { ...from, ended: from.position >= source.length };
  while (!step.ended) step = await walkChunk(source, step, visitor);
  return step;
}

async function passDamage(source: FrameSource, at: WalkPoint, visitor: FrameVisitor): Promise<WalkStep> {
  const next = await findNextFrame(source, at);
  const end = next?.position ?? source.length;
  visitor.damage({ position: at.position, end, offset: at.offset, nextOffset: next?.offset });
  return { position: end, offset: next?.offset ?? at.offset, ended: next === undefined };
}
