/**
 * Whether the text of a flat JSON object of `keys` different keys may be stored as the device wrote it. Not with an escape,
 * which has several spellings and hides what stores refuse; nor with a key that stands twice, of which one reader takes the
 * first and another the last. A text value with a colon also counts as suspect: it is only encoded anew.
 */
export function speaksForItself(text: string, keys: number): boolean {
  if (text.includes('\\')) return false;
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) colons += 1;
  return colons === keys;
}
