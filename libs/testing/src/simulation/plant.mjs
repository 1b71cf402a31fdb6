/**
 * A module loader that plants one bug: `FIELDLINE_PLANT` is JSON `{ "file", "find", "replace" }`, applied to the one
 * module whose URL ends with `file`. Fails when the text does not occur there exactly once, so that a planted bug never
 * silently misses code that has moved.
 */
const { file, find, replace } = JSON.parse(process.env['FIELDLINE_PLANT']);

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!url.endsWith(`/${file}`)) return loaded;
  const source = loaded.source.toString();
  const pieces = source.split(find);
  if (pieces.length !== 2) throw new Error(`${file} holds ${pieces.length - 1} times, not once: ${find}`);
  return { ...loaded, source: pieces.join(replace) };
}
