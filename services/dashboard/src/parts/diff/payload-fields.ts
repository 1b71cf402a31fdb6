/** The members of one reading, however it was written. */
export interface SentReading {
  /** Its number in an array of readings; undefined where the payload is one. */
  readonly at?: number;
  /** Beside or among the values: ts, seq, boot. */
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
}

export type SentPayload =
  | { readonly readings: readonly SentReading[] }
  /** It is no JSON object nor an array of them; `where` is the place in the text, from 0, if it is known. */
  | { readonly problem: string; readonly where?: number };

const ENVELOPE: ReadonlySet<string> = new Set(['ts', 'seq', 'boot']);

/** Reads the native payload: `{ "ts"?, "seq"?, "boot"?, "values": {…} }`, the flat form, or an array of either. */
export function readPayload(text: string): SentPayload {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const problem = (error as Error).message;
    const where = /position (\d+)/.exec(problem)?.[1];
    return { problem, ...(where === undefined ? {} : { where: Number(where) }) };
  }
  const items: readonly unknown[] = Array.isArray(json) ? json : [json];
  if (items.length === 0) return { problem: 'the array holds no reading' };
  const objects = items.filter(isObject);
  if (objects.length < items.length) return { problem: 'a reading is not a JSON object' };
  return { readings: objects.map((item, at) => ({ ...readingOf(item), ...(Array.isArray(json) ? { at } : {}) })) };
}

function readingOf(sent: Readonly<Record<string, unknown>>): SentReading {
  const inner = sent['values'];
  const entries = Object.entries(sent);
  const envelope = Object.fromEntries(entries.filter(([key]) => ENVELOPE.has(key)));
  if (!isObject(inner)) return { envelope, values: Object.fromEntries(entries.filter(([key]) => !ENVELOPE.has(key))) };
  const beside = entries.filter(([key]) => key !== 'values' && !ENVELOPE.has(key));
  return { envelope: { ...envelope, ...Object.fromEntries(beside) }, values: inner };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
