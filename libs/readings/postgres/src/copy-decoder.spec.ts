import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CopyDecoder } from './copy-decoder.js';

type Row = readonly (Uint8Array | null)[];

function encode(rows: readonly Row[]): Buffer {
  const parts: Buffer[] = [Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')];
  for (const row of rows) {
    parts.push(int16(row.length));
    for (const column of row) parts.push(int32(column?.length ?? -1), Buffer.from(column ?? []));
  }
  return Buffer.concat([...parts, int16(-1)]);
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

describe('CopyDecoder', () => {
  it('gives every row as it was sent, wherever the chunks are cut', () => {
    const column = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constant(null));
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) => fc.array(fc.array(column, { minLength: columns, maxLength: columns }), { maxLength: 8 }));
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (sent, sizes) => {
        const bytes = encode(sent);
        const received: Row[] = [];
        const decoder = new CopyDecoder(({ buffer, starts, lengths }) =>
          received.push(
            starts.map((start, i) => {
              const length = lengths[i] as number;
              return length < 0 ? null : Uint8Array.from(buffer.subarray(start, start + length));
            }),
          ),
        );
        for (let at = 0; at < bytes.length;) {
          const size = sizes.next().value as number;
          decoder.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(received).toEqual(sent);
      }),
    );
  });
});
