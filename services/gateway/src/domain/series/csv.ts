import type { MetricSpec, MetricValue } from '@fieldline/contracts';

/** `time`, then each metric with its unit. Lines end in CRLF (RFC 4180). */
export function csvHeader(metrics: readonly Pick<MetricSpec, 'metric' | 'unit'>[]): string {
  const cells = metrics.map(({ metric, unit }) => quoted(`${metric} [${unit}]`));
  return `${['time', ...cells].join(',')}\r\n`;
}

/** One instant, ms since 1970, written as RFC 3339 in UTC. */
export function csvLine(at: number, values: readonly (MetricValue | undefined)[]): string {
  return `${[new Date(at).toISOString(), ...values.map(cell)].join(',')}\r\n`;
}

function cell(value: MetricValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return quoted(harmless(value));
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value);
}

/**
 * A spreadsheet takes a cell that begins so for a formula, and a device's text must not run in anybody's (OWASP, CSV
 * Injection): the apostrophe makes it text.
 */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** RFC 4180, 2.6 and 2.7. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
