import { GAS_CONSTANT, ZERO_CELSIUS_K } from './gas-concentration.js';

/** Magnus form over water, −40 to 50 °C within 0.4 % (Alduchov and Eskridge 1996, J. Appl. Meteor. 35, 601, eq. 21). */
const MAGNUS = { hPa: 6.1094, factor: 17.625, celsius: 243.04 } as const;
/** kg/mol. */
const WATER_MOLAR_MASS = 0.018015;

/** Vapour pressure over water in hPa at which air of `temperature` °C is saturated. */
export function saturationPressure(temperature: number): number {
  return MAGNUS.hPa * Math.exp((MAGNUS.factor * temperature) / (MAGNUS.celsius + temperature));
}

/** Vapour pressure in hPa of air of `temperature` °C and relative `humidity` in %. */
export function vapourPressure(temperature: number, humidity: number): number {
  return (saturationPressure(temperature) * humidity) / 100;
}

/** °C at which air of that temperature (°C) and relative humidity (%, above 0) would be saturated. */
export function dewPoint(temperature: number, humidity: number): number {
  const exponent = Math.log(humidity / 100) + (MAGNUS.factor * temperature) / (MAGNUS.celsius + temperature);
  return (MAGNUS.celsius * exponent) / (MAGNUS.factor - exponent);
}

/** Relative humidity in % of air of `temperature` whose dew point is `dew`, both °C. */
export function relativeHumidity(temperature: number, dew: number): number {
  return (100 * saturationPressure(dew)) / saturationPressure(temperature);
}

/** Grams of water vapour in a cubic metre of air of `temperature` °C and relative `humidity` in %: e M / (R T). */
export function absoluteHumidity(temperature: number, humidity: number): number {
  const pascal = 100 * vapourPressure(temperature, humidity);
  return (1000 * pascal * WATER_MOLAR_MASS) / (GAS_CONSTANT * (temperature + ZERO_CELSIUS_K));
}
