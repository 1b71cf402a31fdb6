/** Disks write sectors of this size whole or not at all. */
export const SECTOR_BYTES = 512;
/** More zeros than one changed byte of a frame's head can make, so that they tell of a sector that was never written. */
export const TELLING_ZEROS = 8;

/**
 * Bytes to leave zero before a group of frames that would begin at `position`: none, or up to the next sector where less
 * than {@link TELLING_ZEROS} are left of this one. So a lost sector always shows in a group's first frame.
 */
export function paddingAt(position: number): number {
  const rest = SECTOR_BYTES - (position % SECTOR_BYTES);
  return rest < TELLING_ZEROS ? rest : 0;
}

export function isZero(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
