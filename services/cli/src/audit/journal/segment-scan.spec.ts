import { describe, expect, it } from '@jest/globals';
import { crc32c } from '@node-rs/crc32';
import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scanSegment } from './segment-scan.js';

interface Written {
  readonly offset: number;
  readonly key: string;
  readonly value: Uint8Array;
  readonly startsGroup: boolean;
}

/** The format by its documentation, written by hand. */
function frameOf({ offset, key, value, startsGroup }: Written): Buffer {
  const keyBytes = Buffer.from(key);
  const head = Buffer.alloc(28);
  head.writeUInt32LE(20 + keyBytes.length + value.length, 0);
  head.writeBigUInt64LE(BigInt(offset), 8);
  head.writeBigUInt64LE(1_700_000_000_000n, 16);
  head.writeUInt16LE(keyBytes.length, 24);
  head.writeUInt16LE(startsGroup ? 1 : 0, 26);
  const frame = Buffer.concat([head, keyBytes, value]);
  frame.writeUInt32LE(crc32c(frame.subarray(8)), 4);
  return frame;
}

const records = (max: number) =>
  fc
    .array(
      fc.record({
        key: fc.string({ maxLength: 8 }),
        value: fc.uint8Array({ maxLength: max }),
        startsGroup: fc.boolean(),
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((written) =>
      written.map((one, offset): Written => ({ ...one, offset, startsGroup: offset === 0 || one.startsGroup })),
    );

interface Scan {
  readonly frames: readonly Omit<Written, never>[];
  readonly damage: readonly (readonly [number, boolean])[];
}

async function scan(bytes: Buffer): Promise<Scan> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  try {
    const file = path.join(folder, '0.seg');
    await writeFile(file, bytes);
    const frames: Written[] = [];
    const damage: (readonly [number, boolean])[] = [];
    await scanSegment(file, {
      frame: ({ offset, key, value, startsGroup }) =>
        void frames.push({ offset, key, value: Uint8Array.from(value), startsGroup }),
      damage: (position, synced) => void damage.push([position, synced]),
    });
    return { frames, damage };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('reading a segment', () => {
  it('gives every record back, whatever its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(records(300), async (written) => {
        expect(await scan(Buffer.concat(written.map(frameOf)))).toEqual({ frames: written, damage: [] });
      }),
      { numRuns: 50 },
    );
  });

  it('reads frames that are longer than it reads at a time', async () => {
    const written = [0, 1, 2].map((offset) => ({
      offset,
      key: 'k',
      value: new Uint8Array(3_000_000),
      startsGroup: true,
    }));
    const { frames, damage } = await scan(Buffer.concat(written.map(frameOf)));
    expect(frames.map(({ offset, value }) => [offset, value.length])).toEqual(
      [0, 1, 2].map((offset) => [offset, 3_000_000]),
    );
    expect(damage).toEqual([]);
  });

  it('gives all whole records of a file cut anywhere, and calls the rest torn', async () => {
    await fc.assert(
      fc.asyncProperty(records(60), fc.nat(), async (written, cut) => {
        const frames = written.map(frameOf);
        const bytes = Buffer.concat(frames);
        const length = cut % bytes.length;
        let whole = 0;
        let end = 0;
        while (end + (frames[whole]?.length ?? Infinity) <= length) end += frames[whole++]?.length ?? 0;
        const found = await scan(bytes.subarray(0, length));
        expect(found.frames).toEqual(written.slice(0, whole));
        expect(found.damage).toEqual(end === length ? [] : [[end, false]]);
      }),
      { numRuns: 50 },
    );
  });

  it('never gives a record with a changed byte, and finds the groups after it', async () => {
    await fc.assert(
      fc.asyncProperty(records(60), fc.nat(), fc.integer({ min: 1, max: 255 }), async (written, place, change) => {
        const frames = written.map(frameOf);
        const bytes = Buffer.concat(frames);
        const at = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
        let victim = 0;
        for (let end = frames[0]?.length ?? 0; end <= at; end += frames[++victim]?.length ?? 0);
        const nextGroup = written.findIndex(({ offset, startsGroup }) => offset > victim && startsGroup);
        const found = await scan(bytes);
        const rest = nextGroup < 0 ? [] : written.slice(nextGroup);
        expect(found.frames).toEqual([...written.slice(0, victim), ...rest]);
        expect(found.damage.map(([, synced]) => synced)).toEqual([nextGroup >= 0]);
      }),
      { numRuns: 100 },
    );
  });
});
