import { add, divide, multiply, negate, parseRational, toNumber, type Rational } from './rational.js';
import { UNIT_TABLE, type UnitDefinition } from './unit-table.js';

/** A unit is not in the table, or two are of different quantities; the message names both. */
export class UnknownConversionError extends RangeError {
  override readonly name = 'UnknownConversionError';
}

/** to = from × `scale` + `offset`, without rounding. */
export interface LinearConversion {
  readonly scale: Rational;
  readonly offset: Rational;
}

const UNITS: ReadonlyMap<string, UnitDefinition> = new Map(UNIT_TABLE.map((entry) => [entry.unit, entry]));
const ONE: Rational = { numerator: 1n, denominator: 1n };
const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** From one UCUM unit to another. Equal units need not be in the table; otherwise throws {@link UnknownConversionError}. */
export function linearConversion(from: string, to: string): LinearConversion {
  if (from === to) return { scale: ONE, offset: ZERO };
  const source = UNITS.get(from);
  const target = UNITS.get(to);
  if (source === undefined || target === undefined || source.base !== target.base) {
    throw new UnknownConversionError(`there is no conversion from '${from}' to '${to}'`);
  }
  const targetFactor = exact(target.factor);
  return {
    scale: divide(exact(source.factor), targetFactor),
    offset: divide(add(exact(source.offset ?? '0'), negate(exact(target.offset ?? '0'))), targetFactor),
  };
}

/**
 * Makes the function that takes a decimal text in one unit to the nearest double in another, with the opposite sign where
 * `turned`: what was recorded is rounded once, at the end. It gives undefined for a text that is no decimal number.
 */
export function decimalConverter(
  { scale, offset }: LinearConversion,
  turned = false,
): (text: string) => number | undefined {
  const signed = turned ? negate(scale) : scale;
  const shift = offset.numerator === 0n ? decimalShift(scale) : undefined;
  if (shift !== undefined) return (text) => shifted(text, shift, turned);
  return (text) => {
    const recorded = PLAIN.test(text) || EXPONENT.test(text) ? parseRational(text) : undefined;
    return recorded === undefined ? undefined : toNumber(add(multiply(recorded, signed), offset)) + 0;
  };
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const EXPONENT = /^[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d{1,4}$/;

/** A power of ten only moves the decimal point, and reading the moved text rounds once. `+ 0` makes −0 a plain 0. */
function shifted(text: string, shift: number, turned: boolean): number | undefined {
  const moved = PLAIN.test(text) ? Number(shift === 0 ? text : `${text}e${shift}`) : movedExponent(text, shift);
  if (moved === undefined || !Number.isFinite(moved)) return undefined;
  return (turned ? -moved : moved) + 0;
}

function movedExponent(text: string, shift: number): number | undefined {
  if (!EXPONENT.test(text)) return undefined;
  const at = text.search(/[eE]/);
  return Number(`${text.slice(0, at)}e${Number(text.slice(at + 1)) + shift}`);
}

/** n where the number is 10ⁿ. */
function decimalShift({ numerator, denominator }: Rational): number | undefined {
  const power = (value: bigint): number | undefined =>
    /^10*$/.test(value.toString()) ? value.toString().length - 1 : undefined;
  const up = power(numerator);
  const down = power(denominator);
  return up === undefined || down === undefined ? undefined : up - down;
}

/** Of a number of the table, which holds no other texts. */
function exact(text: string): Rational {
  const value = parseRational(text);
  if (value === undefined) throw new RangeError(`'${text}' is no decimal number or fraction`);
  return value;
}
