import { crc32c } from '@node-rs/crc32';

/*
 * The auditor's own reading of the journal's format (libs/messaging/embedded/README.md); it shares no code with what wrote
 * it. Little endian: u32 length of what follows the checksum, u32 CRC32C of that, u64 offset, u64 time of appending in ms,
 * u16 length of the key, u16 flags, key (UTF-8), value.
 */
const PREFIX_BYTES = 8;
const FIXED_BYTES = 20;
const KEY_AT = PREFIX_BYTES + FIXED_BYTES;
const LARGEST_FRAME = 8 * 1024 * 1024;
const GROUP_START = 1;

export interface Frame {
  readonly offset: number;
  readonly key: string;
  /** A view that the next read may overwrite. */
  readonly value: Buffer;
  /** CRC32C of the frame. */
  readonly checksum: number;
  /** Everything before it had been synced when it was written. */
  readonly startsGroup: boolean;
  readonly size: number;
}

/** `short` with the bytes needed; `damaged` where no whole, right frame begins at `at`. */
export type FrameResult =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'short'; readonly needs: number }
  | { readonly kind: 'damaged' };

const DAMAGED = { kind: 'damaged' } as const;

export function readFrame(bytes: Buffer, at: number): FrameResult {
  if (bytes.length - at < KEY_AT) return { kind: 'short', needs: KEY_AT };
  const length = bytes.readUInt32LE(at);
  const size = PREFIX_BYTES + length;
  if (length < FIXED_BYTES || size > LARGEST_FRAME) return DAMAGED;
  if (bytes.length - at < size) return { kind: 'short', needs: size };
  const checksum = bytes.readUInt32LE(at + 4);
  const valueAt = at + KEY_AT + bytes.readUInt16LE(at + 24);
  const end = at + size;
  if (valueAt > end || crc32c(bytes.subarray(at + PREFIX_BYTES, end)) !== checksum) return DAMAGED;
  return {
    kind: 'frame',
    frame: {
      offset: Number(bytes.readBigUInt64LE(at + 8)),
      key: bytes.toString('utf8', at + KEY_AT, valueAt),
      value: bytes.subarray(valueAt, end),
      checksum,
      startsGroup: (bytes.readUInt16LE(at + 26) & GROUP_START) !== 0,
      size,
    },
  };
}
