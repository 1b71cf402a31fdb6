import { z } from 'zod';

const LONGEST_TEXT = 120;

interface Issue {
  readonly input?: unknown;
}

/** Says the value and what would be right; the door names the field. */
export function expected(what: string) {
  return ({ input }: Issue): string =>
    input === undefined ? `missing; expected ${what}` : `${shown(input)} is not ${what}`;
}

/** A value as JSON, cut where it would fill the message. */
function shown(input: unknown): string {
  const text = typeof input === 'number' ? String(input) : jsonOf(input);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function jsonOf(input: unknown): string {
  try {
    return JSON.stringify(input) ?? String(input);
  } catch {
    return 'what is nested so deeply'; // the stack ended
  }
}

export function between({ least, most }: { readonly least: number; readonly most: number }, unit: string) {
  const error = expected(`a number from ${least} to ${most}, in ${unit}`);
  return z.number({ error }).min(least, { error }).max(most, { error }).meta({ description: unit });
}

export function whole(from: number, to: number, what: string) {
  const error = expected(`a whole number from ${from} to ${to}${what}`);
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error });
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: expected(`one of ${values.join(', ')}`) });
}

export function text() {
  const error = expected(`a text of 1 to ${LONGEST_TEXT} characters, not blank and without control characters`);
  return z.string({ error }).refine(isText, { error });
}

/** One that PostgreSQL takes (no NUL, no half of a surrogate pair, counted in characters) and people can read. */
function isText(value: string): boolean {
  if (value.length > 2 * LONGEST_TEXT || [...value].length > LONGEST_TEXT) return false;
  return /[^\s\p{Cf}]/u.test(value) && !/[\p{Cc}\p{Cs}]/u.test(value);
}

/** `yyyy-mm-dd`; as such, dates sort as texts. */
export function dateBetween({ first, last }: { readonly first: string; readonly last: string }) {
  const error = expected(`a date such as 2024-05-31, from ${first} to ${last}`);
  const isDate = (value: string): boolean => z.iso.date().safeParse(value).success && value >= first && value <= last;
  return z.string({ error }).refine(isDate, { error }).meta({ format: 'date' });
}

export function ipAddress() {
  const error = expected('an IPv4 or IPv6 address without a zone');
  const isAddress = (value: string): boolean =>
    z.ipv4().safeParse(value).success || (!value.includes('%') && z.ipv6().safeParse(value).success);
  return z.string({ error }).max(45, { error }).refine(isAddress, { error });
}
