import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { decimalConverter, linearConversion, UnknownConversionError } from './convert-unit.js';
import { KNOWN_CONVERSIONS } from './known-conversions.contract.js';
import { multiply, parseRational, rational, toNumber } from './rational.js';
import { UNIT_TABLE } from './unit-table.js';

/** The part of the NLM's UCUM library, which has no types, that is used here. */
interface UcumLibrary {
  readonly UcumLhcUtils: {
    getInstance(): {
      convertUnitTo(
        from: string,
        value: number,
        to: string,
      ): { readonly status: string; readonly toVal: number | null };
    };
  };
}

const ucum = createRequire(import.meta.url)('@lhncbc/ucum-lhc') as UcumLibrary;

const convert = (text: string, from: string, to: string, turned = false) =>
  decimalConverter(linearConversion(from, to), turned)(text);

const comparable = UNIT_TABLE.flatMap((from) =>
  UNIT_TABLE.filter(({ base, unit }) => base === from.base && unit !== from.unit).map(
    (to) => [from.unit, to.unit] as const,
  ),
);
const pair = fc.constantFrom(...comparable);
/** As a recording writes it: up to 17 digits, the point anywhere. */
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, decimals]) => {
    const text = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0');
    const point = text.length - decimals;
    return `${digits < 0n ? '-' : ''}${text.slice(0, point)}${decimals > 0 ? '.' : ''}${text.slice(point)}`;
  });

describe('conversion of units', () => {
  it('rounds once, to the last digit that was recorded', () => {
    expect(convert('1.001', 'kW', 'W')).toBe(1001);
    expect(convert('0.326', 'kW', 'W')).toBe(326);
    expect(convert('3347', 'mV', 'V')).toBe(3.347);
    expect(convert('29.079999923706055', 'kW.h', 'W.h')).toBe(29_079.999923706055);
    expect(convert('1.5e-3', 'A', 'mA')).toBe(1.5);
    expect(convert('0.1', 'm/s', 'km/h')).toBe(0.36);
    expect(convert('451', '[degF]', 'Cel')).toBe(232.77777777777777);
    // what plain multiplication gives instead
    expect(1.001 * 1000).not.toBe(1001);
  });

  it('leaves a number in its own unit as it is, known or not, and turns the sign without a −0', () => {
    expect([convert('23.5', 'Cel', 'Cel'), convert('5', '[nobody]', '[nobody]')]).toEqual([23.5, 5]);
    expect([convert('-0.5', 'A', 'A', true), convert('3', 'km/h', 'm/s', true)]).toEqual([0.5, -0.8333333333333334]);
    for (const text of ['0', '-0.00', '0e5']) {
      expect(Object.is(convert(text, 'A', 'mA', true), 0)).toBe(true);
      expect(Object.is(convert(text, 'km/h', 'm/s'), 0)).toBe(true);
    }
  });

  it('sees what lies beyond any double: a hair above the middle of two is the upper one', () => {
    const middle = 2n ** 53n + 1n;
    const hair = 10n ** 80n;
    expect(toNumber(rational(middle * hair, hair))).toBe(2 ** 53);
    expect(toNumber(rational(middle * hair + 1n, hair))).toBe(2 ** 53 + 2);
    expect(toNumber(rational(-middle * hair - 1n, hair))).toBe(-(2 ** 53) - 2);
  });

  it('takes decimal numbers and nothing else', () => {
    for (const [from, to] of [
      ['A', 'mA'],
      ['km/h', 'm/s'],
    ] as const) {
      for (const text of ['', ' ', '1,5', '0x10', 'Infinity', 'NaN', '1 ', '--1', '.', '1e', '5/9', '1e999', '1_000']) {
        expect([text, convert(text, from, to)]).toEqual([text, undefined]);
      }
      expect([convert('+1', from, to), convert('1.', from, to), convert('.5', from, to)]).not.toContain(undefined);
    }
  });

  it('knows none between different quantities, and says so', () => {
    expect(() => linearConversion('kW', 'V')).toThrow(
      new UnknownConversionError("there is no conversion from 'kW' to 'V'"),
    );
    expect(() => linearConversion('furlong', 'm')).toThrow(UnknownConversionError);
  });

  it('agrees with what is published', () => {
    for (const { value, from, to, equals, source } of KNOWN_CONVERSIONS) {
      const digits = equals.replace(/^-?0*\.?0*/, '').replace('.', '').length;
      const rounded = Number(convert(value, from, to)?.toPrecision(Math.max(1, digits)));
      expect([source, rounded]).toEqual([source, Number(equals)]);
    }
  });

  it('agrees with the UCUM library of the NLM, which counts in doubles', () => {
    const library = ucum.UcumLhcUtils.getInstance();
    for (const [from, to] of comparable) {
      const theirs = library.convertUnitTo(from, 25, to);
      expect([from, to, theirs.status]).toEqual([from, to, 'succeeded']);
      const ours = convert('25', from, to) as number;
      expect(Math.abs(ours - Number(theirs.toVal))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(ours)));
    }
  });

  it('is undone by the conversion back, without a remainder', () => {
    fc.assert(
      fc.property(pair, decimal, ([from, to], text) => {
        const there = linearConversion(from, to);
        const back = linearConversion(to, from);
        expect(multiply(there.scale, back.scale)).toEqual({ numerator: 1n, denominator: 1n });
        expect(convert(text, from, from)).toBe(Number(text) + 0);
      }),
    );
  });

  it('gives the nearest double: neither neighbour is closer to the exact result', () => {
    fc.assert(
      fc.property(pair, decimal, ([from, to], text) => {
        const { scale, offset } = linearConversion(from, to);
        const result = convert(text, from, to) as number;
        const recorded = parseRational(text);
        if (recorded === undefined) throw new Error(`${text} is a decimal`);
        const exact = rational(
          recorded.numerator * scale.numerator * offset.denominator +
            offset.numerator * recorded.denominator * scale.denominator,
          recorded.denominator * scale.denominator * offset.denominator,
        );
        const distance = (value: number): number => {
          const own = exactly(value);
          const gap = rational(
            own.numerator * exact.denominator - exact.numerator * own.denominator,
            own.denominator * exact.denominator,
          );
          return Math.abs(toNumber(gap));
        };
        for (const neighbour of neighbours(result)) expect(distance(result)).toBeLessThanOrEqual(distance(neighbour));
      }),
    );
  });
});

/** A double as the fraction that it is. */
function exactly(value: number): { numerator: bigint; denominator: bigint } {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return rational(BigInt(scaled), denominator);
}

function neighbours(value: number): readonly number[] {
  const bits = new BigInt64Array(new Float64Array([value]).buffer)[0] as bigint;
  return [bits - 1n, bits + 1n]
    .map((near) => new Float64Array(new BigInt64Array([near]).buffer)[0] as number)
    .filter(Number.isFinite);
}
