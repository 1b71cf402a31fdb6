import type { TimeRange } from './time-range.js';

export interface PinchTarget {
  /** The range that is shown, when fingers touch. */
  readonly range: () => TimeRange;
  /** While the fingers move. */
  readonly preview: (range: TimeRange) => void;
  /** When they are lifted. */
  readonly done: (range: TimeRange) => void;
}

interface Grip {
  readonly range: TimeRange;
  readonly left: number;
  readonly right: number;
}

/** Two fingers spread and shift the range of time; one finger scrolls the page. Returns how to stop. */
export function pinchZoom(area: HTMLElement, { range, preview, done }: PinchTarget): () => void {
  let grip: Grip | undefined;
  let latest: TimeRange | undefined;
  const shareOf = (touch: Touch): number => {
    const { left, width } = area.getBoundingClientRect();
    return (touch.clientX - left) / width;
  };
  const fingers = (event: TouchEvent): readonly [number, number] | undefined => {
    const [one, other] = [event.touches[0], event.touches[1]];
    if (one === undefined || other === undefined) return undefined;
    const [left, right] = [shareOf(one), shareOf(other)].sort((a, b) => a - b) as [number, number];
    return [left, Math.max(right, left + 0.02)];
  };
  const start = (event: TouchEvent): void => {
    const at = fingers(event);
    if (at !== undefined) grip = { range: range(), left: at[0], right: at[1] };
  };
  const move = (event: TouchEvent): void => {
    const at = fingers(event);
    if (at === undefined || grip === undefined) return;
    event.preventDefault();
    latest = pinched(grip, at);
    preview(latest);
  };
  const end = (): void => {
    if (grip !== undefined && latest !== undefined) done(latest);
    grip = latest = undefined;
  };
  area.addEventListener('touchstart', start, { passive: true });
  area.addEventListener('touchmove', move, { passive: false });
  area.addEventListener('touchend', end);
  area.addEventListener('touchcancel', end);
  return () => {
    area.removeEventListener('touchstart', start);
    area.removeEventListener('touchmove', move);
    area.removeEventListener('touchend', end);
    area.removeEventListener('touchcancel', end);
  };
}

/** What was under the fingers stays under them. */
export function pinched(grip: Grip, [left, right]: readonly [number, number]): TimeRange {
  const { fromMs, toMs } = grip.range;
  const duration = ((toMs - fromMs) * (grip.right - grip.left)) / (right - left);
  const underLeft = fromMs + (toMs - fromMs) * grip.left;
  const from = Math.round(underLeft - duration * left);
  return { fromMs: from, toMs: from + Math.round(duration) };
}
