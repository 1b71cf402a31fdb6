/** A list's cursor: the last item of the page before, so that a page costs the same at any depth. */
export function encodePlace(last: string): string {
  return Buffer.from(last).toString('base64url');
}

/** undefined for what no list of ours gave. */
export function decodePlace(cursor: string): string | undefined {
  const last = Buffer.from(cursor, 'base64url').toString('utf8');
  return encodePlace(last) === cursor ? last : undefined;
}
