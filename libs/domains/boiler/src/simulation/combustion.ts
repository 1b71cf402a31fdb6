export interface Fuel {
  readonly id: 'natural-gas' | 'heating-oil';
  /** Lower heating value, J/kg (IPCC Guidelines 2006, volume 2, table 1.2). */
  readonly heatingValue: number;
  /** Siegert's constants for oxygen (1. BImSchV, annex 2). */
  readonly a2: number;
  readonly b: number;
  /** Relative loss of heat transfer that a second at full fire leaves behind: soot from oil, little from gas. */
  readonly foulingPerSecond: number;
}

const DAY = 86_400; // s
export const NATURAL_GAS: Fuel = {
  id: 'natural-gas',
  heatingValue: 48.0e6,
  a2: 0.66,
  b: 0.009,
  foulingPerSecond: 0.3 / (60 * DAY),
};
export const HEATING_OIL: Fuel = {
  id: 'heating-oil',
  heatingValue: 43.0e6,
  a2: 0.68,
  b: 0.007,
  foulingPerSecond: 0.3 / (5 * DAY),
};

export const AIR_OXYGEN = 20.9; // % by volume
const SIEGERT_OXYGEN = 21; // as the formula has it

/**
 * Share of the fuel's heat that leaves with the flue gas: Siegert's formula as 1. BImSchV, annex 2, has it, without the
 * heat of condensation. Temperatures in °C, oxygen in % by volume, dry.
 */
export function stackLoss(fuel: Fuel, gas: { temperature: number; airTemperature: number; oxygen: number }): number {
  return ((gas.temperature - gas.airTemperature) * (fuel.a2 / (SIEGERT_OXYGEN - gas.oxygen) + fuel.b)) / 100;
}

/** Oxygen left in the dry flue gas, %: burners need more excess air at low fire, where mixing is weak. `trim` is added. */
export function oxygenAt(firing: number, trim: number): number {
  return 3 + 2.5 * (1 - firing) ** 2 + trim;
}

/** CO in the dry flue gas, ppm: little until air runs short, then steeply more (shape by practice; no standard gives it). */
export function carbonMonoxideAt(oxygen: number): number {
  return 6 + 400 * Math.exp((0.8 - oxygen) / 0.35);
}

/** How much hotter than the boiling water a clean boiler lets its gas go, K: more gas has less time in the tubes. */
export function cleanApproach(firing: number): number {
  return 22 + 40 * firing;
}

/** Loss by radiation and convection of gas- and oil-fired boilers, W of rated heat in W (EN 12952-15:2003). */
export function radiationLoss(ratedHeat: number): number {
  return 0.0113 * (ratedHeat / 1e6) ** 0.7 * 1e6;
}
