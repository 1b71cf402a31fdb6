import { scaling } from './check-values.js';
import { refusedText, Refusal } from './refusal.js';
import {
  elementsOf,
  isArrayText,
  isObjectText,
  membersOf,
  objectText,
  type TextMember,
} from './payload-mapping-text.js';

/** How a payload is to be read that was refused as it is. */
export interface PayloadMapping {
  /** Key of the payload → key that the profile reads; one that is not there is left alone. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
  /** Key, after renaming → factor for its number, or for each of an array of numbers. */
  readonly scale?: Readonly<Record<string, number>> | undefined;
  /** Keys, after renaming, to leave out. */
  readonly remove?: readonly string[] | undefined;
}

interface Compiled {
  readonly rename: ReadonlyMap<string, string>;
  readonly scale: ReadonlyMap<string, number>;
  readonly remove: ReadonlySet<string>;
}

/**
 * The payload with its keys renamed, then scaled, then removed: those of the JSON object, or of its `values` where that is
 * an object, for each reading of an array. What is not touched stays as it was written, digit by digit. A text that is not
 * JSON, or no object, comes back as it is: it is for the check to refuse. A Refusal where two keys would become one, or
 * what is to be scaled is no number.
 */
export function mapPayload(text: string, mapping: PayloadMapping): string | Refusal {
  const compiled: Compiled = {
    rename: new Map(Object.entries(mapping.rename ?? {})),
    scale: new Map(Object.entries(mapping.scale ?? {})),
    remove: new Set(mapping.remove),
  };
  if (compiled.rename.size + compiled.scale.size + compiled.remove.size === 0 || !isJson(text)) return text;
  if (!isArrayText(text)) return mapReading(text, compiled);
  const mapped: string[] = [];
  for (const [at, element] of elementsOf(text).entries()) {
    const reading = mapReading(element, compiled);
    if (reading instanceof Refusal) return new Refusal({ ...reading.reason, at });
    mapped.push(reading);
  }
  return `[${mapped.join(',')}]`;
}

/** One reading of a payload that may hold an array of them; undefined where it holds no such one. */
export function readingAt(text: string, at: number): string | undefined {
  return isJson(text) && isArrayText(text) ? elementsOf(text)[at] : text;
}

function mapReading(text: string, mapping: Compiled): string | Refusal {
  if (!isObjectText(text)) return text;
  const members = membersOf(text);
  const inner = members.find(({ key, value }) => key === 'values' && isObjectText(value));
  if (inner === undefined) return mapObject(members, mapping);
  const values = mapObject(membersOf(inner.value), mapping);
  if (values instanceof Refusal) return values;
  return objectText(members.map((member) => (member === inner ? { ...inner, value: values } : member)));
}

function mapObject(members: readonly TextMember[], { rename, scale, remove }: Compiled): string | Refusal {
  const mapped: TextMember[] = [];
  const taken = new Set<string>();
  for (const member of members) {
    const key = rename.get(member.key) ?? member.key;
    if (taken.has(key)) return meets(key);
    taken.add(key);
    const factor = scale.get(key);
    const value = factor === undefined ? member.value : scaled(member.value, factor);
    if (value === undefined) return notScalable(key, member.value);
    if (!remove.has(key)) mapped.push({ key, value });
  }
  return objectText(mapped);
}

/** Undefined for what is no number, or would leave what a number can say. */
function scaled(text: string, factor: number): string | undefined {
  const value: unknown = JSON.parse(text);
  const { scale, divisor } = scaling(factor);
  const one = (number: unknown): number => (typeof number === 'number' ? (number * scale) / divisor : Number.NaN);
  if (!Array.isArray(value)) return Number.isFinite(one(value)) ? JSON.stringify(one(value)) : undefined;
  const all = value.map(one);
  return all.every(Number.isFinite) ? JSON.stringify(all) : undefined;
}

function meets(key: string): Refusal {
  const message = `after renaming two values are called '${key}'`;
  return new Refusal({ rule: 'name-taken', message, metric: key, expected: 'a name that no other value has' });
}

function notScalable(key: string, text: string): Refusal {
  const message = `'${key}' is to be scaled and is no number, or becomes too large for one`;
  const value = refusedText(JSON.parse(text));
  return new Refusal({ rule: 'not-scalable', message, metric: key, value, expected: 'a number, or an array of them' });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
