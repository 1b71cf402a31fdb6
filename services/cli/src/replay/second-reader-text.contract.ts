import type { MetricValue } from '@fieldline/contracts';
import { readFileSync } from 'node:fs';

export interface PlainReading {
  readonly device: string;
  /** ms since 1970. */
  readonly measuredAt: number;
  readonly values: Readonly<Record<string, MetricValue>>;
}

/** One row of data, and what it comes to. */
export interface PlainRow {
  readonly device: string;
  readonly measuredAt: number;
  /** Undefined where the file says that there is no value. */
  readonly values: Readonly<Record<string, MetricValue | undefined>>;
  /** It tells what is not to be replayed, or only the time. */
  readonly ignored?: boolean;
}

/** What a recording should come to, by whoever reads it without the shipped code. */
export interface PlainRecording {
  readonly file: string;
  readonly devices: readonly string[];
  /** Rows of data, also those that hold no reading. */
  readonly rows: number;
  /** Rows that tell what is not to be replayed, or only the time. */
  readonly ignored: number;
  /** Rows that would tell a value, and say that there is none. */
  readonly withoutValue: number;
  /** In file order; none for a row without any value. */
  readonly readings: () => Iterable<PlainReading>;
  /** Values that the file says are missing. */
  readonly missing: number;
}

export function plainRecording(file: string, rows: readonly PlainRow[]): PlainRecording {
  const readings = rows
    .map(({ device, measuredAt, values }) => ({ device, measuredAt, values: present(values) }))
    .filter(({ values }) => Object.keys(values).length > 0);
  return {
    file,
    devices: [...new Set(readings.map(({ device }) => device))],
    rows: rows.length,
    ignored: rows.filter(({ ignored }) => ignored).length,
    withoutValue: rows.filter(({ values, ignored }) => !ignored && Object.keys(present(values)).length === 0).length,
    readings: () => readings,
    missing: rows.flatMap(({ values }) => Object.values(values)).filter((value) => value === undefined).length,
  };
}

function present(values: PlainRow['values']): PlainReading['values'] {
  const there = Object.entries(values).flatMap(([metric, value]) => (value === undefined ? [] : [[metric, value]]));
  return Object.fromEntries(there) as PlainReading['values'];
}

/** Lines cut at the separator, without the quotes and the first `skip` lines. */
export function plainLines(
  file: string,
  { separator, skip, encoding = 'utf8' }: { separator: string; skip: number; encoding?: BufferEncoding },
): readonly (readonly string[])[] {
  return readFileSync(file, encoding)
    .trimEnd()
    .split('\n')
    .slice(skip)
    .map((line) => line.replace('\r', '').replaceAll('"', '').split(separator));
}

/** A field by its place; the rest of the line is cut off by whoever asks for too much. */
export function at(fields: readonly string[], place: number): string {
  const text = fields[place];
  if (text === undefined) throw new RangeError(`there are ${fields.length} fields, not ${place + 1}`);
  return text;
}

/** 0 − 0 is 0, where −(0) would be −0. */
export const turned = (text: string): number => 0 - Number(text);

/** The number times a whole factor and a power of ten, worked out in digits, so that nothing is rounded but the result. */
export function times(text: string, factor: number, power: number): number {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = String(BigInt(whole + fraction) * BigInt(factor));
  const decimals = fraction.length - power;
  const padded = decimals < 0 ? digits + '0'.repeat(-decimals) : digits.padStart(decimals + 1, '0');
  const point = padded.length - Math.max(0, decimals);
  const size = Number(`${padded.slice(0, point)}.${padded.slice(point)}0`);
  return negative ? 0 - size : size;
}
