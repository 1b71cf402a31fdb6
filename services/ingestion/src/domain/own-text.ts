/** JSON numbers with more digits than this are spelled anew: a double has 17, a store may choke on thousands. */
const MAX_DIGITS = 40;

const CODE = { zero: 48, nine: 57, point: 46, colon: 58, upperE: 69, lowerE: 101, backslash: 92 };

/**
 * Whether the text of a flat JSON object of `keys` different keys may be stored as the device wrote it, since every
 * reader takes the same from it as JSON.parse did. Not with an escape, which has several spellings; with a key that
 * stands twice, of which one reader takes the first and another the last; or with an exponent or very many digits, which
 * readers of other arithmetic find out of range. A text value with a colon also counts as suspect: it is only slower.
 */
export function speaksForItself(text: string, keys: number): boolean {
  let digits = 0;
  let colons = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= CODE.zero && code <= CODE.nine) {
      digits += 1;
      if (digits > MAX_DIGITS) return false;
    } else if (code !== CODE.point) {
      if (digits > 0 && (code === CODE.lowerE || code === CODE.upperE)) return false;
      digits = 0;
      if (code === CODE.colon) colons += 1;
      else if (code === CODE.backslash) return false;
    }
  }
  return colons === keys;
}
