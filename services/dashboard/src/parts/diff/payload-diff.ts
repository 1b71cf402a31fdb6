import { nearestMetric } from './nearest-metric.js';
import { isObject, type SentReading } from './payload-fields.js';
import { keyPathOf, wantedOf, withinRange, type ProfileMetric } from './profile-metric.js';
import { suggestFactor } from './suggest-factor.js';

/** What could be done about a field, as the API's mapping says it. */
export interface Suggestion {
  readonly rename?: string;
  readonly scale?: number;
  readonly remove?: true;
  /** Why, for people. */
  readonly words: string;
}

/** One field of what was sent beside what the profile wants. */
export interface FieldDiff {
  /** Keys from the outside in, with dots. */
  readonly key: string;
  readonly sent: unknown;
  readonly verdict: 'fits' | 'unknown' | 'out-of-range' | 'wrong-type' | 'unknown-state';
  readonly metric?: ProfileMetric;
  /** What the profile wants there. */
  readonly wanted: string;
  /** It stands inside an object, which no mapping reaches: only an edit does. */
  readonly nested: boolean;
  readonly suggestion?: Suggestion;
}

/** Field by field, in the order it was sent. The server's own check decides; this says where to look and what to try. */
export function diffReading(reading: SentReading, metrics: readonly ProfileMetric[]): readonly FieldDiff[] {
  const byPath = new Map(metrics.map((metric) => [keyPathOf(metric).join('.'), metric]));
  const fields = flatten(reading.values, byPath);
  const taken = new Set(fields.map(({ key }) => key));
  const free = metrics.filter((metric) => keyPathOf(metric).length === 1 && !taken.has(keyPathOf(metric).join('.')));
  return fields.map(({ key, sent, nested }) => {
    const metric = byPath.get(key);
    const { suggestion, ...field } =
      metric === undefined ? unknownField(key, sent, free) : knownField(key, sent, metric);
    return { ...field, nested, ...(suggestion === undefined || nested ? {} : { suggestion }) };
  });
}

type OwnDiff = Omit<FieldDiff, 'nested'>;

interface Field {
  readonly key: string;
  readonly sent: unknown;
  readonly nested: boolean;
}

/** Goes into an object only where the profile does. */
function flatten(values: Readonly<Record<string, unknown>>, byPath: ReadonlyMap<string, ProfileMetric>): Field[] {
  const paths = [...byPath.keys()];
  const walk = (branch: Readonly<Record<string, unknown>>, before: string): Field[] =>
    Object.entries(branch).flatMap(([name, sent]) => {
      const key = before + name;
      return isObject(sent) && paths.some((path) => path.startsWith(`${key}.`))
        ? walk(sent, `${key}.`)
        : [{ key, sent, nested: before !== '' }];
    });
  return walk(values, '');
}

function unknownField(key: string, sent: unknown, free: readonly ProfileMetric[]): OwnDiff {
  const wanted = 'not in the profile';
  const near = nearestMetric(key, free);
  if (near === undefined) {
    return {
      key,
      sent,
      verdict: 'unknown',
      wanted,
      suggestion: { remove: true, words: 'no metric has a name like it' },
    };
  }
  const renamed = knownField(key, sent, near);
  const factor = renamed.suggestion?.scale;
  const words = `${near.metric} is the nearest name${factor === undefined ? '' : `; ${renamed.suggestion?.words ?? ''}`}`;
  const rename = keyPathOf(near).join('.');
  const suggestion = { rename, words, ...(factor === undefined ? {} : { scale: factor }) };
  return { key, sent, verdict: 'unknown', wanted: `${near.metric}: ${wantedOf(near)}`, suggestion };
}

function knownField(key: string, sent: unknown, metric: ProfileMetric): OwnDiff {
  const field = { key, sent, metric, wanted: wantedOf(metric) };
  const verdict = verdictOf(metric, sent);
  if (verdict !== 'out-of-range') {
    const words = verdict === 'wrong-type' ? typeWords(metric, sent) : undefined;
    return { ...field, verdict, ...(words === undefined ? {} : { suggestion: { words } }) };
  }
  const factor = suggestFactor(metric, numbersOf(sent));
  if (factor === undefined) return { ...field, verdict };
  return { ...field, verdict, suggestion: { scale: factor.factor, words: `looks like ${factor.words}` } };
}

function verdictOf(metric: ProfileMetric, sent: unknown): FieldDiff['verdict'] {
  switch (metric.type) {
    case 'boolean':
      return typeof sent === 'boolean' ? 'fits' : 'wrong-type';
    case 'string':
      if (typeof sent !== 'string') return 'wrong-type';
      return metric.states === undefined || metric.states.includes(sent) ? 'fits' : 'unknown-state';
    case 'number':
      if (typeof sent !== 'number') return 'wrong-type';
      return withinRange(metric, sent) ? 'fits' : 'out-of-range';
    case 'number[]': {
      const numbers = numbersOf(sent);
      if (!Array.isArray(sent) || sent.length === 0 || numbers.length < sent.length) return 'wrong-type';
      return numbers.every((number) => withinRange(metric, number)) ? 'fits' : 'out-of-range';
    }
  }
}

/** No mapping changes a type: what to mend in the firmware, or by hand. */
function typeWords(metric: ProfileMetric, sent: unknown): string | undefined {
  const wantsNumber = metric.type === 'number';
  if (wantsNumber && typeof sent === 'string' && sent.trim() !== '' && Number.isFinite(Number(sent))) {
    return 'a number in quotes: send it without them';
  }
  if (wantsNumber && sent === null) return 'a sensor that had no value: leave the key out';
  if (metric.type === 'boolean' && (sent === 0 || sent === 1)) return '0 or 1: send false or true';
  if (metric.type === 'number[]' && typeof sent === 'number') return 'one number: send an array of them';
  return undefined;
}

function numbersOf(sent: unknown): readonly number[] {
  const items: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  return items.filter((item) => typeof item === 'number');
}

/**
 * One line a field for several readings: the first that does not fit, else the first. A mapping goes for all of them.
 */
export function diffReadings(
  readings: readonly SentReading[],
  metrics: readonly ProfileMetric[],
): readonly FieldDiff[] {
  const merged = new Map<string, FieldDiff>();
  for (const reading of readings) {
    for (const field of diffReading(reading, metrics)) {
      const before = merged.get(field.key);
      if (before === undefined || (before.verdict === 'fits' && field.verdict !== 'fits')) merged.set(field.key, field);
    }
  }
  return [...merged.values()];
}
