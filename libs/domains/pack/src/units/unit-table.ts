/** A UCUM unit by its coherent one: value in `base` = value × `factor` + `offset`, both exact decimals or fractions. */
export interface UnitDefinition {
  readonly unit: string;
  /** UCUM unit to which units of one quantity are led back; itself in the table, with factor 1. */
  readonly base: string;
  readonly factor: string;
  /** 0 where absent. */
  readonly offset?: string;
  /** Where factor and offset are defined. */
  readonly source: string;
}

const PREFIX = 'SI brochure, 9th ed. 2019, table 7 (prefixes)';
const ACCEPTED = 'SI brochure, 9th ed. 2019, table 8 (accepted with the SI)';
const SI = 'SI brochure, 9th ed. 2019, tables 2 and 4';
const NIST = 'NIST SP 811, 2008, appendix B.8';
const UCUM = 'UCUM, version 2.1, table of dimensionless units';

const unit = (code: string, base: string, factor: string, source: string): UnitDefinition => ({
  unit: code,
  base,
  factor,
  source,
});

/** Units with powers of ten in front, led back to `base`: `scaled('V', { mV: '1e-3' })`. */
const scaled = (base: string, units: Readonly<Record<string, string>>): readonly UnitDefinition[] => [
  unit(base, base, '1', SI),
  ...Object.entries(units).map(([code, factor]) => unit(code, base, factor, PREFIX)),
];

/** The units that recordings and devices use. Factors are exact by definition, none is measured. */
export const UNIT_TABLE: readonly UnitDefinition[] = [
  ...scaled('V', { uV: '1e-6', mV: '1e-3', kV: '1e3' }),
  ...scaled('A', { uA: '1e-6', mA: '1e-3', kA: '1e3' }),
  ...scaled('Ohm', { uOhm: '1e-6', mOhm: '1e-3', kOhm: '1e3' }),
  ...scaled('W', { mW: '1e-3', kW: '1e3', MW: '1e6' }),
  ...scaled('V.A', { 'kV.A': '1e3' }),
  ...scaled('J', { kJ: '1e3', MJ: '1e6', GJ: '1e9' }),
  unit('W.h', 'J', '3600', ACCEPTED),
  unit('kW.h', 'J', '3.6e6', ACCEPTED),
  unit('MW.h', 'J', '3.6e9', ACCEPTED),
  ...scaled('C', {}),
  unit('A.h', 'C', '3600', ACCEPTED),
  unit('mA.h', 'C', '3.6', ACCEPTED),
  ...scaled('K', {}),
  {
    unit: 'Cel',
    base: 'K',
    factor: '1',
    offset: '273.15',
    source: 'SI brochure, 9th ed. 2019, section 2.3.1 (kelvin)',
  },
  { unit: '[degF]', base: 'K', factor: '5/9', offset: '2298.35/9', source: NIST },
  ...scaled('Pa', { hPa: '1e2', kPa: '1e3', MPa: '1e6' }),
  unit('bar', 'Pa', '1e5', NIST),
  unit('mbar', 'Pa', '1e2', NIST),
  unit('atm', 'Pa', '101325', NIST),
  unit('[psi]', 'Pa', '4.4482216152605/0.00064516', `${NIST}: pound-force in N over the square inch in m²`),
  ...scaled('m', { mm: '1e-3', cm: '1e-2', km: '1e3' }),
  unit('[ft_i]', 'm', '0.3048', NIST),
  unit('[mi_i]', 'm', '1609.344', NIST),
  ...scaled('m/s', {}),
  unit('km/h', 'm/s', '1/3.6', ACCEPTED),
  unit('[mi_i]/h', 'm/s', '0.44704', NIST),
  unit('[kn_i]', 'm/s', '1852/3600', NIST),
  ...scaled('s', { us: '1e-6', ms: '1e-3' }),
  unit('min', 's', '60', ACCEPTED),
  unit('h', 's', '3600', ACCEPTED),
  unit('d', 's', '86400', ACCEPTED),
  ...scaled('Hz', { kHz: '1e3' }),
  unit('/min', 'Hz', '1/60', ACCEPTED),
  ...scaled('g', { ug: '1e-6', mg: '1e-3', kg: '1e3', t: '1e6' }),
  ...scaled('g/m3', { 'ug/m3': '1e-6', 'mg/m3': '1e-3', 'kg/m3': '1e3' }),
  ...scaled('kg/s', {}),
  unit('kg/h', 'kg/s', '1/3600', ACCEPTED),
  unit('t/h', 'kg/s', '1/3.6', ACCEPTED),
  ...scaled('m3', {}),
  unit('L', 'm3', '1e-3', ACCEPTED),
  unit('mL', 'm3', '1e-6', ACCEPTED),
  unit('[gal_us]', 'm3', '0.003785411784', NIST),
  ...scaled('m3/s', {}),
  unit('m3/h', 'm3/s', '1/3600', ACCEPTED),
  unit('L/h', 'm3/s', '1/3.6e6', ACCEPTED),
  unit('L/min', 'm3/s', '1/60000', ACCEPTED),
  unit('1', '1', '1', SI),
  unit('%', '1', '0.01', UCUM),
  unit('[ppm]', '1', '1e-6', UCUM),
  unit('[ppb]', '1', '1e-9', UCUM),
  unit('By', 'By', '1', UCUM),
  unit('bit', 'By', '1/8', UCUM),
  unit('deg', 'deg', '1', ACCEPTED),
];
