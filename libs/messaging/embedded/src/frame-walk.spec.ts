import { describe, expect, it } from '@jest/globals';
import { FRAME_HEADER_BYTES, frameOffset, writeFrame } from './frame.js';
import { walkFrames, type DamagedBytes, type FrameSource } from './frame-walk.js';

function frame(offset: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(FRAME_HEADER_BYTES + 1 + value.length);
  writeFrame(bytes, 0, { offset, appendedAt: 1, flags: 0, key: 'k', keyBytes: 1, value });
  return bytes;
}

function sourceOf(bytes: Buffer): FrameSource {
  return {
    length: bytes.length,
    endOffset: 1_000,
    read: (position, length) => Promise.resolve(Buffer.from(bytes.subarray(position, position + length))),
  };
}

async function walk(bytes: Buffer, source = sourceOf(bytes)): Promise<{ offsets: number[]; damages: DamagedBytes[] }> {
  const offsets: number[] = [];
  const damages: DamagedBytes[] = [];
  await walkFrames(
    source,
    { position: 0, offset: 0 },
    {
      frame: (chunk, at) => offsets.push(frameOffset(chunk, at)) > 0,
      damage: (damaged) => void damages.push(damaged),
    },
  );
  return { offsets, damages };
}

const VALUE = Buffer.alloc(10, 'x');

describe('walking frames', () => {
  it('finds frames larger than what is read at a time, and those across its borders', async () => {
    const sizes = [10, 3_000_000, 700_000, 700_000, 0, 1_048_576];
    const bytes = Buffer.concat(sizes.map((size, offset) => frame(offset, Buffer.alloc(size, 'x'))));
    expect(await walk(bytes)).toEqual({ offsets: [0, 1, 2, 3, 4, 5], damages: [] });
  });

  it('passes over a frame that is not newer than the one before', async () => {
    const bytes = Buffer.concat([3, 4, 3, 4, 5].map((offset) => frame(offset, VALUE)));
    expect(await walk(bytes)).toEqual({ offsets: [3, 4, 5], damages: [] });
  });

  it('goes on behind damage of any length, across the borders of what is read', async () => {
    const first = frame(0, VALUE);
    for (const length of [1, 27, 28, 1_048_500, 1_048_576, 1_048_600, 2_500_000]) {
      const bytes = Buffer.concat([first, Buffer.alloc(length, 0xff), frame(7, VALUE)]);
      const { offsets, damages } = await walk(bytes);
      expect(offsets).toEqual([0, 7]);
      expect(damages).toEqual([{ position: first.length, end: first.length + length, offset: 1, nextOffset: 7 }]);
    }
  });

  it('does not take a frame quoted in a damaged value for one of the log, when its offset cannot be', async () => {
    const damaged = frame(1, frame(2_000, VALUE));
    damaged[4] = (damaged[4] ?? 0) ^ 1;
    const { offsets } = await walk(Buffer.concat([frame(0, VALUE), damaged, frame(2, VALUE)]));
    expect(offsets).toEqual([0, 2]);
  });

  it('calls it damage when the file has become shorter than it was', async () => {
    const bytes = Buffer.concat([frame(0, VALUE), frame(1, VALUE)]);
    const { offsets, damages } = await walk(bytes, { ...sourceOf(bytes.subarray(0, 50)), length: bytes.length });
    expect(offsets).toEqual([0]);
    expect(damages).toEqual([{ position: 39, end: 78, offset: 1, nextOffset: undefined }]);
  });
});
