const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** The partition of a key: FNV-1a, 32 bits, over its UTF-8 bytes, modulo the number of partitions. Never changes, or order per key is lost. */
export function partitionOfKey(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  return fnv1a(key) % partitions;
}

function fnv1a(key: string): number {
  let hash = OFFSET_BASIS;
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at);
    if (unit > 0x7f) return fnv1aOfBytes(Buffer.from(key));
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash >>> 0;
}

function fnv1aOfBytes(bytes: Buffer): number {
  let hash = OFFSET_BASIS;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}
