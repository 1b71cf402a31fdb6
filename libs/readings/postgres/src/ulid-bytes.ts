const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_LENGTH = 26;
const ULID_BITS = 130n;

/** The 16 bytes of a ULID, as a uuid column takes them. Throws RangeError for what is none. */
export function ulidBytes(ulid: string): Buffer {
  if (ulid.length !== ULID_LENGTH) throw new RangeError(`'${ulid}' is not a ULID`);
  let bits = 0n;
  for (const character of ulid) {
    const digit = CROCKFORD.indexOf(character);
    if (digit < 0) throw new RangeError(`'${ulid}' is not a ULID`);
    bits = (bits << 5n) | BigInt(digit);
  }
  // 26 characters hold 130 bits, the first two of which must be 0.
  if (bits >> (ULID_BITS - 2n) !== 0n) throw new RangeError(`'${ulid}' is beyond the largest ULID`);
  return Buffer.from(bits.toString(16).padStart(32, '0'), 'hex');
}

/** The same as PostgreSQL writes a uuid. */
export function ulidAsUuid(ulid: string): string {
  return ulidBytes(ulid)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
