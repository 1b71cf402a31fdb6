/** The time of the last point given, hidden from the caller. */
export function encodeCursor(at: number): string {
  return Buffer.from(`1:${at}`).toString('base64url');
}

/** Throws RangeError for what {@link encodeCursor} did not make. */
export function decodeCursor(cursor: string): number {
  const [, digits] = /^1:(-?\d{1,16})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const at = Number(digits);
  if (digits === undefined || encodeCursor(at) !== cursor) throw new RangeError('the cursor is not one of this store');
  return at;
}

export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be a whole number of 1 or more');
}
