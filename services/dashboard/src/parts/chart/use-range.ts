import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useNow } from '../../app/now.js';
import { presetRange, PRESETS, readRange, writeRange, type Preset, type TimeRange } from './time-range.js';

/** A range that ends now moves on by this share of itself: finer would not be seen, and each step draws anew. */
const STEP_SHARE = 1 / 1_000;

export interface RangeInUrl {
  readonly range: TimeRange;
  readonly choose: (preset: Preset) => void;
  readonly zoom: (range: TimeRange) => void;
  /** Back to where the zooming began. */
  readonly reset: () => void;
  readonly zoomed: boolean;
}

/** The page's range of time, kept in its address; `otherwise` where that names none. */
export function useRange(otherwise: Preset = '24h'): RangeInUrl {
  const [search, setSearch] = useSearchParams();
  const nowMs = useNow();
  const preset = readRange(search, nowMs, otherwise).preset;
  const stepMs = preset === undefined ? Infinity : PRESETS[preset].durationMs * STEP_SHARE;
  const endMs = preset === undefined ? 0 : Math.ceil(nowMs / stepMs) * stepMs;
  const text = search.toString();
  const range = useMemo(() => readRange(new URLSearchParams(text), endMs, otherwise), [text, endMs, otherwise]);
  const before = search.get('before');
  const go = (wanted: TimeRange, from: Preset | undefined): void => {
    const next = writeRange(search, wanted);
    next.delete('before');
    if (wanted.preset === undefined && from !== undefined) next.set('before', from);
    setSearch(next, { replace: true });
  };
  const backTo: Preset = before !== null && Object.hasOwn(PRESETS, before) ? (before as Preset) : otherwise;
  return {
    range,
    choose: (wanted) => go(presetRange(wanted, nowMs), undefined),
    zoom: ({ fromMs, toMs }) => go({ fromMs, toMs }, preset ?? backTo),
    reset: () => go(presetRange(backTo, nowMs), undefined),
    zoomed: preset === undefined,
  };
}
