import type { MetricSpec } from '@fieldline/contracts';
import { arduinoSnippet } from './arduino-snippet.js';
import { micropythonSnippet } from './micropython-snippet.js';
import { nodeSnippet } from './node-snippet.js';
import { pythonSnippet } from './python-snippet.js';
import type { Connection, SampleValue, Snippet } from './snippet.js';

/** What stands in a snippet where a key or secret belongs. */
export const PASSWORD_PLACEHOLDER = 'YOUR_KEY';

const MOST_SAMPLES = 2;
const SLOWEST_SECONDS = 60;
const FASTEST_SECONDS = 2;
/** Of a range's greatest: where no band says what is usual. */
const SAMPLE_SHARE = 0.01;

/** How a profile is best looked at, as far as a sample needs it. */
export interface SampleHints {
  /** Metrics, the most telling first. */
  readonly order: readonly string[];
  readonly bands: readonly Band[];
}

interface Band {
  readonly metric: string;
  readonly from?: number;
  readonly to?: number;
  readonly level: string;
}

/** Programs in each language that connect a device and send a reading again and again. */
export function snippetsFor(to: Connection): readonly Snippet[] {
  return [arduinoSnippet(to), micropythonSnippet(to), pythonSnippet(to), nodeSnippet(to)];
}

/** The first numbers of a profile by order, each with a value that is usual, or inside its range at least. */
export function sampleOf(metrics: readonly MetricSpec[], { order, bands }: SampleHints): readonly SampleValue[] {
  const rank = (metric: string): number => (order.includes(metric) ? order.indexOf(metric) : order.length);
  return metrics
    .filter(({ type, kind, keyPath = [] }) => type === 'number' && kind === 'gauge' && keyPath.length <= 1)
    .sort((one, other) => rank(one.metric) - rank(other.metric))
    .slice(0, MOST_SAMPLES)
    .map((spec) => {
      const { metric, unit, scale = 1, offset = 0, keyPath, arrivesIn } = spec;
      const value = rounded((usualValue(spec, bands) - offset) / scale);
      return { metric: keyPath?.at(-1) ?? metric, unit: arrivesIn ?? unit, value };
    });
}

/** The middle of what is normal; else near the least. */
function usualValue({ metric, min = 0, max = min + 100 }: MetricSpec, bands: readonly Band[]): number {
  const normal = bands.find((band) => band.metric === metric && band.level === 'normal');
  const least = Math.max(min, 0);
  if (normal !== undefined) return ((normal.from ?? least) + (normal.to ?? max)) / 2;
  return least < max ? least + SAMPLE_SHARE * (max - least) : max;
}

/** Often enough that the device never counts as stale, three times over. */
export function sampleInterval(metrics: readonly MetricSpec[]): number {
  const shortest = Math.min(...metrics.map(({ stalenessSeconds }) => stalenessSeconds));
  return Math.min(SLOWEST_SECONDS, Math.max(FASTEST_SECONDS, Math.floor(shortest / 3)));
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
