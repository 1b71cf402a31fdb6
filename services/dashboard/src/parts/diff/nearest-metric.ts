import { editDistance } from './edit-distance.js';
import type { ProfileMetric } from './profile-metric.js';

/** What firmware commonly calls things, beside what profiles call them; both in words without case. */
const SHORT_FORMS: readonly (readonly [short: string, full: string])[] = [
  ['temp', 'temperature'],
  ['hum', 'humidity'],
  ['rh', 'humidity'],
  ['volt', 'voltage'],
  ['volts', 'voltage'],
  ['millivolts', 'voltage'],
  ['vbat', 'batteryvoltage'],
  ['curr', 'current'],
  ['amps', 'current'],
  ['amperes', 'current'],
  ['watt', 'power'],
  ['watts', 'power'],
  ['celsius', 'temperature'],
  ['degrees', 'temperature'],
  ['hertz', 'frequency'],
  ['hz', 'frequency'],
  ['ohms', 'resistance'],
  ['pwr', 'power'],
  ['press', 'pressure'],
  ['baro', 'pressure'],
  ['soc', 'stateofcharge'],
  ['soh', 'stateofhealth'],
  ['batt', 'battery'],
  ['bat', 'battery'],
  ['lat', 'latitude'],
  ['lon', 'longitude'],
  ['lng', 'longitude'],
  ['cpu', 'cpuusage'],
  ['mem', 'memoryusage'],
];

/** Units that firmware appends to a name, such as `_c` or `MilliVolts`. */
const UNIT_WORDS = new Set([
  ...['c', 'degc', 'celsius', 'f', 'k', 'v', 'mv', 'volts', 'millivolts', 'a', 'ma', 'w', 'kw', 'wh', 'kwh', 'pct'],
  ...['percent', 'hpa', 'pa', 'kpa', 'bar', 'ppm', 'ppb', 's', 'ms', 'value', 'val', 'reading', 'sensor'],
]);

/**
 * The metric of the profile that a name most likely means: the same but for case, signs and units, a common short form of
 * it, the same beginning, or at most every third letter otherwise. Undefined where nothing is near.
 */
export function nearestMetric(name: string, metrics: readonly ProfileMetric[]): ProfileMetric | undefined {
  const forms = formsOf(name);
  let best: { readonly metric: ProfileMetric; readonly distance: number } | undefined;
  for (const metric of metrics) {
    const distance = Math.min(...forms.map((form) => distanceTo(form, metric)));
    if (distance < (best?.distance ?? Infinity)) best = { metric, distance };
  }
  return best !== undefined && best.distance <= 1 / 3 ? best.metric : undefined;
}

/** Share of letters that differ, 0 to 1; a part of the other's words counts as a little off. */
function distanceTo(form: string, metric: ProfileMetric): number {
  const names = [metric.metric, metric.keyPath?.at(-1) ?? metric.metric].map(plain);
  return Math.min(...names.map((name) => shareOf(form, name)));
}

function shareOf(form: string, name: string): number {
  const share = editDistance(form, name) / Math.max(form.length, name.length);
  const within = form.length >= 4 && (name.startsWith(form) || name.endsWith(form) || form.endsWith(name));
  return within || sharesBeginning(form, name) ? Math.min(share, 0.3) : share;
}

/** All but two letters at most, such as `volts` with `voltage`; `batterylevel` is no `batteryvoltage`. */
function sharesBeginning(form: string, name: string): boolean {
  const differing = [...form].findIndex((letter, index) => letter !== name[index]);
  const shared = differing < 0 ? form.length : differing;
  return shared >= 4 && form.length - shared <= 2;
}

function formsOf(name: string): readonly string[] {
  const words = wordsOf(name);
  const bare = words.filter((word, index) => index === 0 || !UNIT_WORDS.has(word));
  const inFull = (word: string): string => SHORT_FORMS.find(([short]) => short === word)?.[1] ?? word;
  return [...new Set([words, bare, bare.map(inFull), words.map(inFull)].map((form) => form.join('')))].filter(
    (form) => form !== '',
  );
}

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function plain(name: string): string {
  return wordsOf(name).join('');
}
