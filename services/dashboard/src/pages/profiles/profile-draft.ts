import type { ProfileMetric } from '../../parts/diff/profile-metric.js';

export const LIFETIMES = {
  'raw-24h': 'Raw values 24 hours',
  'raw-30d': 'Raw values 30 days',
  'raw-90d': 'Raw values 90 days',
  history: 'Raw values without end',
} as const;
export type Lifetime = keyof typeof LIFETIMES;

/** A metric as the editor holds it; what it does not know of it comes along untouched. */
export type DraftMetric = ProfileMetric & { readonly largestStep?: number | undefined };

/** The next version of a profile, before it is one. */
export interface ProfileDraft {
  readonly name: string;
  readonly lifetime: Lifetime;
  readonly metrics: readonly DraftMetric[];
}

export const NEW_METRIC: DraftMetric = {
  metric: '',
  unit: '1',
  kind: 'gauge',
  type: 'number',
  stalenessSeconds: 300,
};

/** The draft as the JSON view shows it. */
export function draftText({ name, lifetime, metrics }: ProfileDraft): string {
  return JSON.stringify({ name, lifetime, metrics }, null, 2);
}

/** Reads what was typed into the JSON view; its problem in words where it is no draft. The server checks the rest. */
export function readDraft(text: string): ProfileDraft | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `It is not JSON: ${(error as Error).message}`;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'It is not a JSON object.';
  const { name, lifetime, metrics } = json as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string') return '‘name’ is not a text.';
  if (typeof lifetime !== 'string' || !Object.hasOwn(LIFETIMES, lifetime)) {
    return `‘lifetime’ is none of ${Object.keys(LIFETIMES).join(', ')}.`;
  }
  if (!Array.isArray(metrics)) return '‘metrics’ is not an array.';
  const wrong = metrics.findIndex((item: unknown) => !isMetric(item));
  if (wrong >= 0) return `‘metrics’ ${wrong}: expected an object with metric, unit, kind, type and stalenessSeconds.`;
  return { name, lifetime: lifetime as Lifetime, metrics: metrics as DraftMetric[] };
}

const TEXTS = ['metric', 'unit', 'kind', 'type'];

function isMetric(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const fields = item as Readonly<Record<string, unknown>>;
  return TEXTS.every((name) => typeof fields[name] === 'string') && typeof fields['stalenessSeconds'] === 'number';
}

const METRIC_NAME = /^[a-z][A-Za-z0-9]{0,63}$/;

/** What is wrong with a metric, for its form; undefined: nothing. */
export function metricFault(metric: DraftMetric, all: readonly DraftMetric[]): string | undefined {
  if (!METRIC_NAME.test(metric.metric)) return 'a name begins with a small letter and has letters and digits only';
  if (all.filter((other) => other.metric === metric.metric).length > 1) return 'two metrics have this name';
  if (metric.unit.trim() === '') return 'a unit is needed; 1 stands for a plain number';
  if (metric.min !== undefined && metric.max !== undefined && metric.min > metric.max) {
    return 'the lowest is above the highest';
  }
  if (!(metric.stalenessSeconds > 0)) return 'a metric counts as stale after some seconds: more than 0';
  return undefined;
}

/** A field that may be empty, as a number; undefined where it is empty or none. */
export function optionalNumber(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

/** Without the fields that are undefined: JSON and the API know none. */
export function withoutEmpty(metric: DraftMetric): DraftMetric {
  return Object.fromEntries(
    Object.entries(metric).filter(([, value]) => value !== undefined),
  ) as unknown as DraftMetric;
}

/** A payload to begin a try with: a believable value of each metric. */
export function samplePayload(metrics: readonly ProfileMetric[]): string {
  const values: Record<string, unknown> = {};
  for (const metric of metrics) {
    const path = metric.keyPath ?? [metric.metric];
    let branch = values;
    for (const key of path.slice(0, -1)) branch = (branch[key] ??= {}) as Record<string, unknown>;
    branch[path.at(-1) ?? metric.metric] = sampleValue(metric);
  }
  return JSON.stringify({ values }, null, 2);
}

function sampleValue({ type, states, min, max, scale, offset }: ProfileMetric): unknown {
  if (type === 'boolean') return true;
  if (type === 'string') return states?.[0] ?? 'text';
  const stored = min === undefined ? Math.min(1, max ?? 1) : max === undefined ? min : (min + max) / 2;
  const sent = Number(((stored - (offset ?? 0)) / (scale ?? 1)).toPrecision(6));
  return type === 'number[]' ? [sent, sent] : sent;
}
