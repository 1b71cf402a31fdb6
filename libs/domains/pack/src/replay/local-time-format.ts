/** What each token stands for, as in Luxon's table of tokens; numbers only, so no language is needed. */
const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  h: '(?<hour12>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  a: '(?<half>[AaPp][Mm])',
};
const TOKEN = /yyyy|MM|M|dd|d|HH|H|h|mm|ss|a/g;

/**
 * Makes the function that reads a local time as if it were UTC, ms since 1970; undefined for a text that is not of the
 * format or no time of the calendar. Luxon reads the same formats in ten times the time, too long for a row.
 */
export function localTimeReader(format: string): (text: string) => number | undefined {
  const pattern = new RegExp(`^${escaped(format).replace(TOKEN, (token) => TOKENS[token] ?? token)}$`);
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    return parts === undefined ? undefined : calendarTime(parts);
  };
}

function escaped(format: string): string {
  return format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function calendarTime(parts: Readonly<Record<string, string | undefined>>): number | undefined {
  const part = (name: string): number => Number(parts[name] ?? 0);
  const hour = parts['half'] === undefined ? part('hour') : hourOf(part('hour12'), parts['half']);
  const [year, month, day, minute, second] = [part('year'), part('month'), part('day'), part('minute'), part('second')];
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(at);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? at : undefined;
}

/** Twelve o'clock is the first hour of each half. */
function hourOf(hour12: number, half: string): number | undefined {
  if (hour12 < 1 || hour12 > 12) return undefined;
  return (hour12 % 12) + (/^p/i.test(half) ? 12 : 0);
}
