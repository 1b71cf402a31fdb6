import { GAS_CONSTANT, ZERO_CELSIUS_K, type AirState } from './gas-concentration.js';

const AVOGADRO = 6.02214076e23;

/**
 * NO₂ + light → NO + O₃ and NO + O₃ → NO₂ in balance, so that [NO₂] j = k [NO] [O₃] (Leighton 1961). Given are what the
 * cycle keeps: NOx = NO + NO₂ and Ox = O₃ + NO₂, both in ppb. Without light all that can has become NO₂.
 *
 * @param photolysis j(NO₂) in 1/s
 * @returns NO₂ in ppb, at most the smaller of the two
 */
export function photostationaryNo2(
  { nox, ox }: { readonly nox: number; readonly ox: number },
  photolysis: number,
  air: AirState,
): number {
  const lit = photolysis / ozoneTitration(air);
  // smaller root of x² − (NOx + Ox + lit) x + NOx Ox, written so that nothing cancels
  const root = Math.sqrt((nox - ox) ** 2 + lit * (2 * (nox + ox) + lit));
  const sum = nox + ox + lit + root;
  return sum === 0 ? 0 : Math.min(nox, ox, (2 * nox * ox) / sum);
}

/** j(NO₂) in 1/s under a clear sky: 0.0167 exp(−0.575 / sine of the sun's height) (fit of Parrish et al. 1983). */
export function no2Photolysis(sineOfSunHeight: number): number {
  return sineOfSunHeight <= 0 ? 0 : 0.0167 * Math.exp(-0.575 / sineOfSunHeight);
}

/** k of NO + O₃ in 1/(ppb s): 1.4 × 10⁻¹² exp(−1310 K / T) cm³/s (IUPAC; Atkinson et al. 2004). */
function ozoneTitration({ temperature, pressure }: AirState): number {
  const kelvin = temperature + ZERO_CELSIUS_K;
  const moleculesPerCm3 = (pressure * 100 * AVOGADRO) / (GAS_CONSTANT * kelvin) / 1e6;
  return 1.4e-12 * Math.exp(-1310 / kelvin) * moleculesPerCm3 * 1e-9;
}
