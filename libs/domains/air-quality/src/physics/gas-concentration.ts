/** J/(mol K), exact since 2019 (CODATA 2018). */
export const GAS_CONSTANT = 8.314462618;
export const ZERO_CELSIUS_K = 273.15;

/** g/mol, from the abridged standard atomic weights (IUPAC 2021: C 12.011, H 1.008, N 14.007, O 15.999, S 32.06). */
export const MOLAR_MASS = { co: 28.01, no2: 46.005, o3: 47.997, so2: 64.058, benzene: 78.114 } as const;
export type Gas = keyof typeof MOLAR_MASS;

/** State of the air in which a concentration is meant. */
export interface AirState {
  /** °C. */
  readonly temperature: number;
  /** Of the station, hPa. */
  readonly pressure: number;
}

/** The mass in µg/m³ of a gas whose mixing ratio is `ppb`: ppb × p M / (R T), the ideal gas. */
export function massConcentration(gas: Gas, ppb: number, air: AirState): number {
  return ppb * microgramsPerPpb(gas, air);
}

/** The mixing ratio in ppb of a gas of which a cubic metre holds `micrograms`. */
export function mixingRatio(gas: Gas, micrograms: number, air: AirState): number {
  return micrograms / microgramsPerPpb(gas, air);
}

// hPa × 100 = Pa; g × 10⁶ = µg; ppb × 10⁻⁹
function microgramsPerPpb(gas: Gas, { temperature, pressure }: AirState): number {
  return (pressure * MOLAR_MASS[gas] * 0.1) / (GAS_CONSTANT * (temperature + ZERO_CELSIUS_K));
}
