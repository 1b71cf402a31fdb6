import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES, frameOffset, frameSize, inspectFrame } from './frame.js';
import type { FrameSource, WalkPoint } from './frame-walk.js';

const WINDOW_BYTES = 1024 * 1024;

/**
 * The next good frame after damage at `from`, undefined where there is none. Its offset must be one that the bytes
 * between could have led to, so a frame quoted inside a value is hardly mistaken for one of the log's own.
 */
export async function findNextFrame(source: FrameSource, from: WalkPoint): Promise<WalkPoint | undefined> {
  for (let start = from.position + 1; start + FRAME_HEADER_BYTES <= source.length; start += WINDOW_BYTES) {
    const length = Math.min(WINDOW_BYTES + FRAME_HEADER_BYTES - 1, source.length - start);
    const window = await source.read(start, length);
    for (let at = 0; at + FRAME_HEADER_BYTES <= window.length && at < WINDOW_BYTES; at += 1) {
      const position = start + at;
      if (!isPlausible(window, at, { source, from, position })) continue;
      const size = frameSize(window, at);
      const inside = at + size <= window.length;
      const good = inside ? inspectFrame(window, at) : inspectFrame(await source.read(position, size), 0);
      if (good > 0) return { position, offset: frameOffset(window, at) };
    }
  }
  return undefined;
}

interface Candidate {
  readonly source: FrameSource;
  readonly from: WalkPoint;
  readonly position: number;
}

function isPlausible(window: Buffer, at: number, { source, from, position }: Candidate): boolean {
  const size = frameSize(window, at);
  if (size < FRAME_HEADER_BYTES || size > MAX_FRAME_BYTES || position + size > source.length) return false;
  const offset = frameOffset(window, at);
  return offset >= from.offset && offset < source.endOffset;
}
