/**
 * Water and steam at saturation: the equations of the IAPWS Supplementary Release on Saturation Properties of Ordinary
 * Water Substance SR1-86 (1992) (Wagner and Pruss, J. Phys. Chem. Ref. Data 22, 783, 1993), from 0 to 374 °C.
 */
export interface Saturation {
  /** Absolute, Pa. */
  readonly pressure: number;
  /** kg/m³. */
  readonly waterDensity: number;
  readonly steamDensity: number;
  /** J/kg, zero at the triple point. */
  readonly waterEnthalpy: number;
  readonly steamEnthalpy: number;
}

export const CELSIUS_ZERO = 273.15; // K
const CRITICAL = { temperature: 647.096, pressure: 22.064e6, density: 322 } as const; // K, Pa, kg/m³

const PRESSURE: readonly Term[] = [
  [-7.85951783, 1],
  [1.84408259, 1.5],
  [-11.7866497, 3],
  [22.6807411, 3.5],
  [-15.9618719, 4],
  [1.80122502, 7.5],
];
const WATER_DENSITY: readonly Term[] = [
  [1.99274064, 1 / 3],
  [1.09965342, 2 / 3],
  [-0.510839303, 5 / 3],
  [-1.75493479, 16 / 3],
  [-45.5170352, 43 / 3],
  [-6.7469445e5, 110 / 3],
];
const STEAM_DENSITY: readonly Term[] = [
  [-2.0315024, 1 / 3],
  [-2.6830294, 2 / 3],
  [-5.38626492, 4 / 3],
  [-17.2991605, 3],
  [-44.7586581, 37 / 6],
  [-63.9201063, 71 / 6],
];
/** Of the auxiliary quantity α, kJ/kg. */
const ALPHA: readonly Term[] = [
  [-1135.905627715, 0],
  [-5.65134998e-8, -19],
  [2690.66631, 1],
  [127.287297, 4.5],
  [-135.003439, 5],
  [0.981825814, 54.5],
];

/** Coefficient and exponent. */
type Term = readonly [number, number];
const sum = (terms: readonly Term[], x: number): number =>
  terms.reduce((total, [coefficient, exponent]) => total + coefficient * x ** exponent, 0);
const slope = (terms: readonly Term[], x: number): number =>
  terms.reduce((total, [coefficient, exponent]) => total + coefficient * exponent * x ** (exponent - 1), 0);

/** Saturation at a temperature in °C. */
export function saturationAt(celsius: number): Saturation {
  const kelvin = celsius + CELSIUS_ZERO;
  const theta = kelvin / CRITICAL.temperature;
  const tau = 1 - theta;
  const pressure = CRITICAL.pressure * Math.exp(sum(PRESSURE, tau) / theta);
  const rise = (-pressure / kelvin) * (Math.log(pressure / CRITICAL.pressure) + slope(PRESSURE, tau)); // dp/dT, Pa/K
  const waterDensity = CRITICAL.density * (1 + sum(WATER_DENSITY, tau));
  const steamDensity = CRITICAL.density * Math.exp(sum(STEAM_DENSITY, tau));
  const alpha = 1000 * sum(ALPHA, theta);
  return {
    pressure,
    waterDensity,
    steamDensity,
    waterEnthalpy: alpha + (kelvin * rise) / waterDensity,
    steamEnthalpy: alpha + (kelvin * rise) / steamDensity,
  };
}

/** Saturation temperature in °C at an absolute pressure in Pa, to 10⁻⁹ K. */
export function saturationTemperature(pressure: number): number {
  let [low, high] = [0, 370];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (saturationAt(middle).pressure < pressure) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
