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
/** Of the way from a range's least to its most: inside of it, and rarely an alarm. */
const SAMPLE_SHARE = 0.25;

/** Programs in each language that connect a device and send a reading again and again. */
export function snippetsFor(to: Connection): readonly Snippet[] {
  return [arduinoSnippet(to), micropythonSnippet(to), pythonSnippet(to), nodeSnippet(to)];
}

/** The first numbers of a profile by `order`, each with a value inside its range. */
export function sampleOf(metrics: readonly MetricSpec[], order: readonly string[]): readonly SampleValue[] {
  const rank = (metric: string): number => (order.includes(metric) ? order.indexOf(metric) : order.length);
  return metrics
    .filter(({ type, kind, keyPath = [] }) => type === 'number' && kind === 'gauge' && keyPath.length <= 1)
    .sort((one, other) => rank(one.metric) - rank(other.metric))
    .slice(0, MOST_SAMPLES)
    .map(({ metric, unit, min = 0, max = min + 100, scale = 1, offset = 0, keyPath, arrivesIn }) => ({
      metric: keyPath?.at(-1) ?? metric,
      unit: arrivesIn ?? unit,
      value: rounded((min + SAMPLE_SHARE * (max - min) - offset) / scale),
    }));
}

/** Often enough that the device never counts as stale, three times over. */
export function sampleInterval(metrics: readonly MetricSpec[]): number {
  const shortest = Math.min(...metrics.map(({ stalenessSeconds }) => stalenessSeconds));
  return Math.min(SLOWEST_SECONDS, Math.max(FASTEST_SECONDS, Math.floor(shortest / 3)));
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
