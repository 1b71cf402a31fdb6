import { crc32c } from '@node-rs/crc32';

/** Next offsets of one group, by topic, then by partition. */
export type TopicOffsets = Map<string, number[]>;

/** `{"group":…,"crc32c":"<hex>","offsets":{"<topic>":[…]}}`; the checksum is over the JSON text of `offsets`. */
export function encodeGroupFile(group: string, offsets: TopicOffsets): Buffer {
  const text = JSON.stringify(Object.fromEntries(offsets));
  return Buffer.from(`{"group":${JSON.stringify(group)},"crc32c":"${crc32c(text).toString(16)}","offsets":${text}}\n`);
}

/** Undefined for bytes that are no such file or were changed. */
export function decodeGroupFile(bytes: Buffer): { readonly group: string; readonly offsets: TopicOffsets } | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
  if (!isGroupFile(parsed)) return undefined;
  const { group, offsets } = parsed;
  if (crc32c(JSON.stringify(offsets)).toString(16) !== parsed.crc32c) return undefined;
  return { group, offsets: new Map(Object.entries(offsets)) };
}

interface GroupFile {
  readonly group: string;
  readonly crc32c: string;
  readonly offsets: Record<string, number[]>;
}

function isGroupFile(value: unknown): value is GroupFile {
  if (typeof value !== 'object' || value === null) return false;
  const { group, crc32c: sum, offsets } = value as Partial<GroupFile>;
  return typeof group === 'string' && typeof sum === 'string' && typeof offsets === 'object' && offsets !== null;
}
