/** A conversion that somebody else has published, to the digits they give. */
export interface KnownConversion {
  readonly from: string;
  readonly to: string;
  /** As text: `value` of `from` are `equals` of `to`. */
  readonly value: string;
  readonly equals: string;
  readonly source: string;
}

const NIST = 'NIST SP 811 (2008), appendix B.8';
const SI = 'SI brochure, 9th edition (2019)';

const known = (
  [value, from]: readonly [string, string],
  [equals, to]: readonly [string, string],
  source: string,
): KnownConversion => ({ from, to, value, equals, source });

export const KNOWN_CONVERSIONS: readonly KnownConversion[] = [
  known(['1', 'kW.h'], ['3.6', 'MJ'], `${NIST}, kilowatt hour`),
  known(['1', 'W.h'], ['3600', 'J'], `${NIST}, watt hour`),
  known(['1', 'A.h'], ['3600', 'C'], `${NIST}, ampere hour`),
  known(['1', 'bar'], ['100', 'kPa'], `${NIST}, bar`),
  known(['1', 'mbar'], ['1', 'hPa'], `${NIST}, millibar`),
  known(['1', 'atm'], ['1013.25', 'hPa'], `${NIST}, standard atmosphere`),
  known(['1', '[psi]'], ['6.894757', 'kPa'], `${NIST}, pound-force per square inch, 7 digits`),
  known(['1', 'km/h'], ['0.2777778', 'm/s'], `${NIST}, kilometer per hour, 7 digits`),
  known(['1', '[mi_i]/h'], ['1.609344', 'km/h'], `${NIST}, mile per hour`),
  known(['1', '[kn_i]'], ['0.5144444', 'm/s'], `${NIST}, knot, 7 digits`),
  known(['1', '[kn_i]'], ['1.852', 'km/h'], 'SI brochure, 8th edition (2006), table 8: knot'),
  known(['1', '[mi_i]'], ['1609.344', 'm'], `${NIST}, mile`),
  known(['1', '[ft_i]'], ['0.3048', 'm'], `${NIST}, foot`),
  known(['1', '[gal_us]'], ['3.785412', 'L'], `${NIST}, gallon (U.S.), 7 digits`),
  known(['1', 'L'], ['0.001', 'm3'], `${SI}, table 8`),
  known(['1', 't'], ['1000', 'kg'], `${SI}, table 8`),
  known(['1', 'h'], ['3600', 's'], `${SI}, table 8`),
  known(['1', 'd'], ['86400', 's'], `${SI}, table 8`),
  known(['0', 'Cel'], ['273.15', 'K'], `${SI}, section 2.3.1`),
  known(['32', '[degF]'], ['0', 'Cel'], `${NIST}, degree Fahrenheit: t/°C = (t/°F − 32)/1.8`),
  known(['212', '[degF]'], ['100', 'Cel'], `${NIST}, degree Fahrenheit`),
  known(['-40', '[degF]'], ['-40', 'Cel'], `${NIST}, degree Fahrenheit`),
  known(['1', 'L/min'], ['0.00001666667', 'm3/s'], `${NIST}, liter per minute, 7 digits`),
  known(['1', '/min'], ['0.01666667', 'Hz'], `${NIST}, revolution per minute as a rate, 7 digits`),
];
