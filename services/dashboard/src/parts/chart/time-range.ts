/** A range of time that a page shows; lives in the address, so that it survives a reload and can be sent to somebody. */
export interface TimeRange {
  /** Inclusive, ms since 1970. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** It ends now and moves on; absent: fixed. */
  readonly preset?: Preset;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The shortest first. */
export const PRESETS = {
  '5m': { label: '5 min', words: 'the last 5 minutes', durationMs: 5 * MINUTE_MS },
  '1h': { label: '1 h', words: 'the last hour', durationMs: HOUR_MS },
  '24h': { label: '24 h', words: 'the last 24 hours', durationMs: 24 * HOUR_MS },
  '7d': { label: '7 d', words: 'the last 7 days', durationMs: 168 * HOUR_MS },
  '30d': { label: '30 d', words: 'the last 30 days', durationMs: 720 * HOUR_MS },
} as const;
export type Preset = keyof typeof PRESETS;

const isPreset = (text: string | null): text is Preset => text !== null && Object.hasOwn(PRESETS, text);

/** `range=24h`, or `from` and `to` in ms since 1970. Where it says nothing that makes sense: `otherwise`. */
export function readRange(search: URLSearchParams, nowMs: number, otherwise: Preset = '24h'): TimeRange {
  const [from, to] = [search.get('from'), search.get('to')].map((text) => (text === null ? Number.NaN : Number(text)));
  if (isTime(from) && isTime(to) && from < to) return { fromMs: from, toMs: to };
  const named = search.get('range');
  return presetRange(isPreset(named) ? named : otherwise, nowMs);
}

export function presetRange(preset: Preset, nowMs: number): TimeRange {
  return { fromMs: nowMs - PRESETS[preset].durationMs, toMs: nowMs, preset };
}

/** The shortest preset that begins before this time; the longest where none does. */
export function presetSince(atMs: number, nowMs: number): Preset {
  const presets = Object.keys(PRESETS) as Preset[];
  return presets.find((preset) => nowMs - PRESETS[preset].durationMs <= atMs) ?? '30d';
}

/** The other parameters of the address stay. */
export function writeRange(search: URLSearchParams, range: TimeRange): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ['range', 'from', 'to']) next.delete(name);
  if (range.preset !== undefined) {
    next.set('range', range.preset);
  } else {
    next.set('from', String(Math.floor(range.fromMs)));
    next.set('to', String(Math.ceil(range.toMs)));
  }
  return next;
}

/** No chart shows less than this: below it a drag was a click. */
export const SHORTEST_MS = 1_000;
const LONGEST_MS = 20 * 366 * 24 * HOUR_MS;

/** Smaller by a factor below 1, larger by one above, about the middle; fixed from then on. */
export function scaled({ fromMs, toMs }: TimeRange, factor: number): TimeRange {
  const middle = (fromMs + toMs) / 2;
  const half = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (toMs - fromMs) * factor)) / 2;
  return { fromMs: Math.round(middle - half), toMs: Math.round(middle + half) };
}

/** Moved by a share of its duration: 0.25 is a quarter later. */
export function moved({ fromMs, toMs }: TimeRange, share: number): TimeRange {
  const by = Math.round((toMs - fromMs) * share);
  return { fromMs: fromMs + by, toMs: toMs + by };
}

function isTime(ms: number | undefined): ms is number {
  return ms !== undefined && Number.isFinite(ms) && Math.abs(ms) < 8.64e15;
}
