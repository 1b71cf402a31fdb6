/**
 * How far a reader of the live feed is: for each source of events the next offset of each partition. Written as the
 * source's letter and its offsets in base 36, such as `r3.4.0.1f-f2.2-c9-d1`: every event's id carries all of them, so
 * that one reader's way can be taken up again by whichever process.
 */
export type LivePosition = Readonly<Record<LiveSource, readonly number[]>>;

/** Readings, refusals, connections, devices. */
export const LIVE_SOURCES = ['r', 'f', 'c', 'd'] as const;
export type LiveSource = (typeof LIVE_SOURCES)[number];

export function encodeLivePosition(position: LivePosition): string {
  return LIVE_SOURCES.map((source) => source + position[source].map((offset) => offset.toString(36)).join('.')).join(
    '-',
  );
}

const SHAPE = /^r([0-9a-z.]*)-f([0-9a-z.]*)-c([0-9a-z.]*)-d([0-9a-z.]*)$/;

/** undefined for what is no position of ours. */
export function decodeLivePosition(text: string): LivePosition | undefined {
  const [, ...parts] = SHAPE.exec(text) ?? [];
  if (parts.length !== LIVE_SOURCES.length) return undefined;
  const [r, f, c, d] = parts.map((part) => (part === '' ? [] : part.split('.').map((one) => parseInt(one, 36))));
  if (r === undefined || f === undefined || c === undefined || d === undefined) return undefined;
  const all = [...r, ...f, ...c, ...d];
  return all.every((offset) => Number.isSafeInteger(offset) && offset >= 0) ? { r, f, c, d } : undefined;
}
