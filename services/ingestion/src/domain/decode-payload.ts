import type { RefusalReason } from '@fieldline/contracts';
import { refusedText, Refusal } from './refusal.js';

/** The largest payload that is read, bytes. */
export const MAX_PAYLOAD_BYTES = 65_536;
export const MAX_DEPTH = 32;
/** Of one reading, over all levels. */
export const MAX_KEYS = 1000;

/** One reading of a payload, not yet checked against a profile. */
export interface SentReading {
  readonly ts: unknown;
  readonly seq: number | null;
  readonly boot: string | number | null;
  readonly values: Readonly<Record<string, unknown>>;
  /** The device's own text of `values` without white space around, where it stands alone in the payload. */
  readonly valuesText: string | undefined;
  /** `seq` or `boot` that could not be used; the reading goes on without. */
  readonly refused: readonly RefusalReason[];
}

/**
 * The readings of a native payload: `{ "ts"?, "seq"?, "boot"?, "values": {…} }`, the flat form `{ metric: value }`, or an
 * array of either. A Refusal stands for the whole payload, or for one reading of an array.
 */
export function decodePayload(text: string): readonly (SentReading | Refusal)[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return [
      refuse(
        'not-json',
        `the payload is not JSON: ${(error as Error).message}`,
        'one JSON object, or an array of them',
      ),
    ];
  }
  if (!Array.isArray(json)) return [decodeReading(json, text)];
  if (json.length === 0) return [refuse('no-value', 'the array holds no reading', 'at least one reading')];
  return json.map((item) => decodeReading(item, undefined));
}

function decodeReading(json: unknown, text: string | undefined): SentReading | Refusal {
  const forbidden = typeof json === 'object' && json !== null ? inspect(json, 1, { keys: 0 }) : undefined;
  if (forbidden !== undefined) return new Refusal(forbidden);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refuse(
      'not-an-object',
      'a reading is not a JSON object',
      '{ "ts": …, "values": { … } } or { metric: value }',
      json,
    );
  }
  const sent = json as Readonly<Record<string, unknown>>;
  const native = Object.hasOwn(sent, 'values');
  const values = native ? sent['values'] : sent;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return refuse('values-not-an-object', 'values is not a JSON object', '{ metric: value, … }', values);
  }
  const refused: RefusalReason[] = [];
  const seq = usable(sent['seq'], isSequence, SEQ_REASON, refused);
  const boot = usable(sent['boot'], isBoot, BOOT_REASON, refused);
  // spelled out: an object spread costs more here than JSON.parse
  const ts = sent['ts'] ?? undefined;
  if (!native) return flatReading(sent, text, { ts, seq, boot, refused });
  if (hasForeignField(sent)) refuseForeignFields(sent, refused);
  const own = values as SentReading['values'];
  return { ts, seq, boot, refused, values: own, valuesText: text === undefined ? undefined : soleInnerObject(text) };
}

const ENVELOPE: ReadonlySet<string> = new Set(['ts', 'seq', 'boot', 'values']);

function flatReading(
  sent: SentReading['values'],
  text: string | undefined,
  { ts, seq, boot, refused }: Omit<SentReading, 'values' | 'valuesText'>,
): SentReading {
  if (!('ts' in sent || 'seq' in sent || 'boot' in sent)) {
    return { ts, seq, boot, refused, values: sent, valuesText: text?.trim() };
  }
  const values: Record<string, unknown> = {};
  for (const key in sent) if (!ENVELOPE.has(key)) values[key] = sent[key];
  return { ts, seq, boot, refused, values, valuesText: undefined };
}

function hasForeignField(sent: Readonly<Record<string, unknown>>): boolean {
  for (const key in sent) if (!ENVELOPE.has(key)) return true;
  return false;
}

function refuseForeignFields(sent: Readonly<Record<string, unknown>>, refused: RefusalReason[]): void {
  for (const key in sent) {
    if (ENVELOPE.has(key)) continue;
    const message = `'${key}' stands beside values`;
    refused.push({
      rule: 'unknown-field',
      message,
      metric: key,
      value: refusedText(sent[key]),
      expected: 'metrics inside values',
    });
  }
}

/**
 * The text of the one object inside the outer one: with two `{` and one `}` before the last, the inner pair is `values`.
 * Undefined for anything else, also where a text holds a brace.
 */
function soleInnerObject(text: string): string | undefined {
  const open = text.indexOf('{', text.indexOf('{') + 1);
  const close = text.indexOf('}', open);
  if (open < 0 || text.indexOf('{', open + 1) >= 0) return undefined;
  if (text.indexOf('}', close + 1) !== text.lastIndexOf('}')) return undefined;
  return text.slice(open, close + 1);
}

/** Walks everything once: depth, number of keys, forbidden keys, numbers that overflowed. */
function inspect(node: object, depth: number, seen: { keys: number }): RefusalReason | undefined {
  if (depth > MAX_DEPTH)
    return reason('too-deep', `the payload nests deeper than ${MAX_DEPTH}`, `at most ${MAX_DEPTH} levels`);
  const array = Array.isArray(node);
  for (const key in node) {
    if (!array && (seen.keys += 1) > MAX_KEYS) {
      return reason('too-many-keys', `a reading has more than ${MAX_KEYS} keys`, `at most ${MAX_KEYS}`);
    }
    if (key === '__proto__') return reason('forbidden-key', "a key is '__proto__'", 'metrics of the profile');
    const value = (node as Record<string, unknown>)[key];
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return reason('non-finite', `${key} is too large for a number`, 'a finite number');
    } else if (typeof value === 'object' && value !== null) {
      const fault = inspect(value, depth + 1, seen);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

const BOOT_TEXT = /^[A-Za-z0-9._:-]{1,64}$/;
const SEQ_REASON = { metric: 'seq', expected: 'a whole number from 0' };
const BOOT_REASON = { metric: 'boot', expected: 'a whole number, or up to 64 letters, digits, . _ : -' };

function isSequence(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isBoot(value: unknown): value is string | number {
  return Number.isSafeInteger(value) || (typeof value === 'string' && BOOT_TEXT.test(value));
}

function usable<T>(
  value: unknown,
  is: (value: unknown) => value is T,
  { metric, expected }: { readonly metric: string; readonly expected: string },
  refused: RefusalReason[],
): T | null {
  if (value === undefined || value === null) return null;
  if (is(value)) return value;
  refused.push({
    rule: `unusable-${metric}`,
    message: `${metric} cannot be used`,
    metric,
    value: refusedText(value),
    expected,
  });
  return null;
}

function reason(rule: string, message: string, expected: string): RefusalReason {
  return { rule, message, expected };
}

function refuse(rule: string, message: string, expected: string, value?: unknown): Refusal {
  return new Refusal({ rule, message, expected, ...(value === undefined ? {} : { value: refusedText(value) }) });
}
