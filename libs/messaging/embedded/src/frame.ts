import { crc32c } from '@node-rs/crc32';
import type { LogRecord } from '@fieldline/messaging';

/*
 * A record on disk, integers little endian:
 *    0 u32 length: bytes after the checksum
 *    4 u32 CRC32C of those bytes
 *    8 u64 offset
 *   16 u64 time of appending, ms since 1970
 *   24 u16 length of the key
 *   26 u16 flags
 *   28     key (UTF-8), then value
 */
export const FRAME_HEADER_BYTES = 28;
const CHECKED_FROM = 8;
const LEAST_LENGTH = FRAME_HEADER_BYTES - CHECKED_FROM;

/** No frame is longer; a larger length is damage. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;
export const MAX_KEY_BYTES = 0xffff;

/** The first frame of a group: everything before it had been synced when it was written. */
export const GROUP_START = 1;

const TWO_32 = 2 ** 32;

export interface FrameFields {
  offset: number;
  appendedAt: number;
  flags: number;
  key: string;
  keyBytes: number;
  value: Uint8Array;
}

/** Writes a frame at `at`, where there must be room for it; returns its end. */
export function writeFrame(into: Buffer, at: number, fields: FrameFields): number {
  const { offset, appendedAt, keyBytes, value } = fields;
  const keyAt = at + FRAME_HEADER_BYTES;
  const end = keyAt + keyBytes + value.length;
  into.writeUInt32LE(end - at - CHECKED_FROM, at);
  into.writeUInt32LE(offset % TWO_32, at + 8);
  into.writeUInt32LE(Math.floor(offset / TWO_32), at + 12);
  into.writeUInt32LE(appendedAt % TWO_32, at + 16);
  into.writeUInt32LE(Math.floor(appendedAt / TWO_32), at + 20);
  into.writeUInt16LE(keyBytes, at + 24);
  into.writeUInt16LE(fields.flags, at + 26);
  into.write(fields.key, keyAt, keyBytes, 'utf8');
  into.set(value, keyAt + keyBytes);
  into.writeUInt32LE(crc32c(into.subarray(at + CHECKED_FROM, end)), at + 4);
  return end;
}

/** A frame's size in bytes when it is whole and its checksum is right; 0 when damaged; below 0 when it needs that many bytes from `at`. */
export function inspectFrame(bytes: Buffer, at: number): number {
  if (at + FRAME_HEADER_BYTES > bytes.length) return -FRAME_HEADER_BYTES;
  const length = bytes.readUInt32LE(at);
  const size = length + CHECKED_FROM;
  if (length < LEAST_LENGTH || size > MAX_FRAME_BYTES) return 0;
  if (at + size > bytes.length) return -size;
  if (bytes.readUInt16LE(at + 24) > length - LEAST_LENGTH) return 0;
  return crc32c(bytes.subarray(at + CHECKED_FROM, at + size)) === bytes.readUInt32LE(at + 4) ? size : 0;
}

/** The size that a frame says it has, unchecked. */
export function frameSize(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + CHECKED_FROM;
}

export function frameOffset(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 8) + bytes.readUInt32LE(at + 12) * TWO_32;
}

export function frameTime(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 16) + bytes.readUInt32LE(at + 20) * TWO_32;
}

export function frameStartsGroup(bytes: Buffer, at: number): boolean {
  return (bytes.readUInt16LE(at + 26) & GROUP_START) !== 0;
}

export function frameKey(bytes: Buffer, at: number): string {
  const keyAt = at + FRAME_HEADER_BYTES;
  return bytes.toString('utf8', keyAt, keyAt + bytes.readUInt16LE(at + 24));
}

/** The record of a frame found good; its value is a view of `bytes`. */
export function readRecord(bytes: Buffer, at: number): LogRecord {
  const keyAt = at + FRAME_HEADER_BYTES;
  const valueAt = keyAt + bytes.readUInt16LE(at + 24);
  return {
    offset: frameOffset(bytes, at),
    key: bytes.toString('utf8', keyAt, valueAt),
    value: bytes.subarray(valueAt, at + frameSize(bytes, at)),
    appendedAt: frameTime(bytes, at),
  };
}
