/** A number without rounding: numerator over a positive denominator, in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$|^([+-]?)\.(\d+)(?:[eE]([+-]?\d{1,4}))?$/;
/** Further than any double reaches. */
const MOST_EXPONENT = 400;

export function rational(numerator: bigint, denominator: bigint): Rational {
  if (denominator === 0n) throw new RangeError('a denominator is 0');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = sign * greatestCommonDivisor(numerator < 0n ? -numerator : numerator, sign * denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Reads a decimal such as `-1.50`, `.5` or `2e3`, or a fraction of two such as `5/9`; undefined for anything else. */
export function parseRational(text: string): Rational | undefined {
  const [over, under, more] = text.split('/');
  const top = parseDecimal(over ?? '');
  if (under === undefined || top === undefined) return top;
  const bottom = more === undefined ? parseDecimal(under) : undefined;
  return bottom === undefined || bottom.numerator === 0n ? undefined : divide(top, bottom);
}

function parseDecimal(text: string): Rational | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const sign = match[1] ?? match[5] ?? '';
  const fraction = match[3] ?? match[6] ?? '';
  const exponent = Number(match[4] ?? match[7] ?? 0) - fraction.length;
  if (Math.abs(exponent) > MOST_EXPONENT) return undefined;
  const digits = BigInt((match[2] ?? '') + fraction) * (sign === '-' ? -1n : 1n);
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent), 1n) : rational(digits, 10n ** BigInt(-exponent));
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function negate({ numerator, denominator }: Rational): Rational {
  return { numerator: -numerator, denominator };
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Throws RangeError for a division by 0. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Digits kept before one more that only says that something follows: no tie of doubles agrees with so many by chance. */
const DIGITS = 60n;

/** The double that is nearest. */
export function toNumber({ numerator, denominator }: Rational): number {
  if (denominator === 1n) return Number(numerator);
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  // so many decimals that DIGITS significant ones remain, whatever the size
  const shift = DIGITS + BigInt(Math.max(0, digitsOf(denominator) - digitsOf(size)));
  const scaled = size * 10n ** shift;
  const sticky = scaled % denominator === 0n ? '0' : '1';
  // Number() of a decimal text rounds to the nearest double (ECMAScript 2024, 7.1.4.1)
  return Number(`${negative ? '-' : ''}${scaled / denominator}${sticky}e-${shift + 1n}`);
}

function digitsOf(value: bigint): number {
  return value.toString().length;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
