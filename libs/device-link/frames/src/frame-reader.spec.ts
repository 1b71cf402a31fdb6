import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DISCONNECT,
  encodeAck,
  encodeConnect,
  encodePublish,
  encodeSubscribe,
  frame,
  PINGREQ,
} from './client-packets.js';
import type { FrameError } from './frame-error.js';
import { FrameReader } from './frame-reader.js';

const LIMIT = 131_072;
const publish = (size: number, id: number): Buffer =>
  encodePublish({ topic: 'devices/a/telemetry', payload: Buffer.alloc(size, id), qos: 1, id });
const FRAMES = [
  encodeConnect({ clientId: 'a', username: 'a', password: 'secret' }),
  publish(10, 1),
  PINGREQ,
  publish(300, 2),
  encodeAck('pubrel', 9),
  encodeSubscribe(3, ['devices/a/commands/+']),
  publish(0, 4),
  DISCONNECT,
];

function read(reader: FrameReader, chunk: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  reader.push(chunk);
  while (reader.next()) frames.push(Buffer.from(reader.buffer.subarray(reader.start, reader.end)));
  return frames;
}

function faultOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return (error as FrameError).fault;
  }
  return undefined;
}

describe('FrameReader', () => {
  const stream = Buffer.concat(FRAMES);

  it('finds the same frames when the stream is cut at any offset', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const reader = new FrameReader(LIMIT);
      expect([...read(reader, stream.subarray(0, cut)), ...read(reader, stream.subarray(cut))]).toEqual(FRAMES);
    }
  });

  it('finds the same frames in segments of one byte', () => {
    const reader = new FrameReader(LIMIT);
    expect([...stream].flatMap((byte) => read(reader, Buffer.from([byte])))).toEqual(FRAMES);
    expect(reader.unread).toBe(0);
  });

  it('finds any frames in any chunks', () => {
    const sizes = fc.array(fc.oneof(fc.nat(300), fc.constantFrom(16_300, 20_000, 70_000)), { maxLength: 8 });
    const chunks = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 65_536 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(sizes, chunks, (payloads, steps) => {
        const frames = payloads.map((size, i) => publish(size, i + 1));
        const bytes = Buffer.concat(frames);
        const reader = new FrameReader(LIMIT);
        const found: Buffer[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const step = Math.max(steps[i % steps.length]!, Math.ceil(bytes.length / 5_000));
          found.push(...read(reader, bytes.subarray(at, at + step)));
          at += step;
        }
        expect(found.map((each) => each.length)).toEqual(frames.map((each) => each.length));
        expect(Buffer.concat(found).equals(bytes)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('takes a chunk in while an earlier one is not read to its end', () => {
    const reader = new FrameReader(LIMIT);
    reader.push(stream.subarray(0, 60));
    reader.next();
    expect(read(reader, stream.subarray(60))).toEqual(FRAMES.slice(1));
  });

  it('does not copy a frame that lies whole in its chunk', () => {
    const reader = new FrameReader(LIMIT);
    reader.push(stream);
    reader.next();
    expect(reader.buffer).toBe(stream);
  });

  it('refuses a packet over the limit at its header, and takes one of exactly the limit', () => {
    const largest = frame(0x30, [Buffer.alloc(LIMIT - 4)]);
    expect(largest.length).toBe(LIMIT);
    expect(read(new FrameReader(LIMIT), largest).map((each) => each.equals(largest))).toEqual([true]);
    const header = frame(0x30, [Buffer.alloc(LIMIT - 3)]).subarray(0, 4);
    expect(faultOf(() => read(new FrameReader(LIMIT), header))).toBe('packet-size');
  });

  it('buys no memory for what a header merely announces', () => {
    const header = Buffer.from([0x30, 0xf0, 0xff, 0x07]);
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 1_000 }, () => {
      const reader = new FrameReader(LIMIT);
      read(reader, header);
      return reader;
    });
    expect(readers[999]!.unread).toBe(4);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000 * 8_192);
  });

  it('refuses a remaining length of five bytes', () => {
    expect(faultOf(() => read(new FrameReader(Infinity), Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 1])))).toBe(
      'malformed',
    );
  });

  it.each([0x00, 0xf0, 0x36, 0x60, 0x80, 0xa0, 0x82 | 1, 0x41, 0xc1, 0xe2, 0x11])(
    'refuses %p as the first byte of a frame',
    (byte) => expect(faultOf(() => read(new FrameReader(LIMIT), Buffer.from([byte, 0])))).toBe('malformed'),
  );
});
