/** What people read instead of UCUM's codes; where a code reads well as it is, it is not here. */
const UNITS: Readonly<Record<string, string>> = {
  '1': '',
  Cel: '°C',
  '[degF]': '°F',
  Ohm: 'Ω',
  mOhm: 'mΩ',
  deg: '°',
  '[pH]': 'pH',
  '[ppm]': 'ppm',
  '[ppb]': 'ppb',
  '[in_i]': 'in',
};

/** A UCUM unit as people write it: `ug/m3` as µg/m³. Empty for a plain number. */
export function unitText(ucum: string): string {
  const known = UNITS[ucum];
  if (known !== undefined) return known;
  return ucum
    .replace(/\bug\b/g, 'µg')
    .replace(/\bus\b/g, 'µs')
    .replace(/\[([a-z]+)(_[a-z]+)?\]/gi, '$1')
    .replace(/([a-z])2\b/gi, '$1²')
    .replace(/([a-z])3\b/gi, '$1³')
    .replace(/\./g, '·');
}

const DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Four significant digits, and all digits of whole numbers. */
export function numberText(value: number): string {
  return Math.abs(value) >= 1_000 || Number.isInteger(value) ? WHOLE.format(value) : DIGITS.format(value);
}

type Value = number | boolean | string | readonly number[];

/** A value with its unit; of a list its length and range. */
export function valueText(value: Value, ucum = '1'): string {
  const unit = unitText(ucum);
  const withUnit = (text: string) => (unit === '' ? text : unit === '°' ? `${text}°` : `${text} ${unit}`);
  if (typeof value === 'number') return withUnit(numberText(value));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (value.length === 0) return 'none';
  return `${value.length} × ${withUnit(`${numberText(Math.min(...value))} to ${numberText(Math.max(...value))}`)}`;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** `3 min. ago`; under a second and for a clock that is a little behind: `just now`. */
export function agoText(at: number, now: number): string {
  const age = now - at;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(age) >= step) ?? ['second', 1_000];
  if (age < 1_000 && age > -60_000) return 'just now';
  return RELATIVE.format(-Math.trunc(age / size), unit);
}

const TIMES = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than drawing the row that it stands in. */
function timesOf(timeZone: string): Intl.DateTimeFormat {
  const known = TIMES.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  });
  TIMES.set(timeZone, made);
  return made;
}

/** Date and time in a zone, which it names: `21 Nov 2026, 18:04:11 CET`. */
export function timeText(at: number, timeZone: string): string {
  return timesOf(timeZone).format(at);
}

/** `1 device`, `2 devices`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(count)} ${count === 1 ? one : many}`;
}

/** Messages a second with sensible digits. */
export function rateText(perSecond: number): string {
  return `${perSecond >= 10 ? WHOLE.format(perSecond) : DIGITS.format(Math.round(perSecond * 100) / 100)}/s`;
}
