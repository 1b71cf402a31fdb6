import { parseValues } from './stored-reading.js';

/** An escape sequence, or a number too long or with too large an exponent to be surely a double. */
const SUSPICIOUS = /\\u|[eE][+-]?\d{3}|\d{309}/;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The text of a reading's values as every store takes it: no U+0000 and no half of a surrogate pair in its strings, every
 * number a finite double. Throws RangeError for what breaks this, SyntaxError where the text must be read and is not JSON.
 * Nearly every text passes by one look, unread.
 */
export function storableValues(valuesJson: string): string {
  if (valuesJson.charCodeAt(0) !== 0x7b) throw new SyntaxError('the values of a reading are not a JSON object');
  if (!SUSPICIOUS.test(valuesJson)) return valuesJson;
  const values = parseValues(valuesJson);
  for (const [metric, value] of Object.entries(values)) {
    checkText(metric, metric);
    if (typeof value === 'string') checkText(value, metric);
    const numbers = typeof value === 'number' ? [value] : Array.isArray(value) ? value : [];
    if (!numbers.every((number) => Number.isFinite(number))) {
      throw new RangeError(`metric '${metric}' is beyond the range of a double`);
    }
  }
  // Anew, since a number too small for a double became 0.
  return JSON.stringify(values);
}

function checkText(text: string, metric: string): void {
  if (text.includes('\0') || LONE_SURROGATE.test(text)) {
    throw new RangeError(`metric '${metric}' holds U+0000 or half of a surrogate pair`);
  }
}
