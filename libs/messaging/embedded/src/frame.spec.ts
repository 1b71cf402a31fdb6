import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  FRAME_HEADER_BYTES,
  GROUP_START,
  frameKey,
  frameStartsGroup,
  inspectFrame,
  readRecord,
  writeFrame,
} from './frame.js';

const fields = fc.record({
  offset: fc.maxSafeNat(),
  appendedAt: fc.maxSafeNat(),
  flags: fc.constantFrom(0, GROUP_START),
  key: fc.string({ unit: 'grapheme', maxLength: 40 }),
  value: fc.uint8Array({ maxLength: 200 }),
});

function encode(
  of: { offset: number; appendedAt: number; flags: number; key: string; value: Uint8Array },
  at = 0,
): Buffer {
  const keyBytes = Buffer.byteLength(of.key);
  const bytes = Buffer.alloc(at + FRAME_HEADER_BYTES + keyBytes + of.value.length);
  expect(writeFrame(bytes, at, { ...of, keyBytes })).toBe(bytes.length);
  return bytes;
}

describe('a frame', () => {
  it('reads back as the record that was written', () => {
    fc.assert(
      fc.property(fields, fc.nat(20), (of, at) => {
        const bytes = encode(of, at);
        expect(inspectFrame(bytes, at)).toBe(bytes.length - at);
        expect(readRecord(bytes, at)).toEqual({
          offset: of.offset,
          appendedAt: of.appendedAt,
          key: Buffer.from(of.key).toString(),
          value: Buffer.from(of.value),
        });
        expect(frameKey(bytes, at)).toBe(Buffer.from(of.key).toString());
        expect(frameStartsGroup(bytes, at)).toBe(of.flags === GROUP_START);
      }),
    );
  });

  it('is never taken for good when one bit of it was changed', () => {
    fc.assert(
      fc.property(fields, fc.nat(), fc.nat(7), (of, somewhere, bit) => {
        const bytes = encode(of);
        const at = somewhere % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        expect(inspectFrame(bytes, 0)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('says how many bytes it needs when it is cut off', () => {
    fc.assert(
      fc.property(fields, fc.nat(), (of, somewhere) => {
        const bytes = encode(of);
        const length = somewhere % bytes.length;
        const needs = length < FRAME_HEADER_BYTES ? FRAME_HEADER_BYTES : bytes.length;
        expect(inspectFrame(bytes.subarray(0, length), 0)).toBe(-needs);
      }),
    );
  });

  it('has the documented bytes', () => {
    const bytes = encode({
      offset: 2 ** 32 + 1,
      appendedAt: 1_700_000_000_000,
      flags: 1,
      key: 'k',
      value: Buffer.from('vv'),
    });
    expect(bytes.toString('hex')).toBe(
      '17000000' + '8f823184' + '0100000001000000' + '0068e5cf8b010000' + '0100' + '0100' + '6b' + '7676',
    );
  });
});
