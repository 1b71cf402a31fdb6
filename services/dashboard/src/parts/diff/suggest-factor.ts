import { withinRange, type ProfileMetric } from './profile-metric.js';

/** Factors by which units of the same quantity commonly differ, the commonest first, and what such a value probably is. */
const FACTORS: readonly (readonly [factor: number, words: string])[] = [
  [0.001, 'a thousandth unit, such as mV for V'],
  [1_000, 'a thousandfold unit, such as kW for W'],
  [0.01, 'hundredths, or a hundredth unit such as Pa for hPa'],
  [0.1, 'tenths, as some meters send'],
  [100, 'a share of 1 where per cent are wanted'],
  [0.000_001, 'a millionth unit, such as µV for V'],
];

export interface FactorSuggestion {
  readonly factor: number;
  readonly words: string;
}

/** The factor that brings numbers which are out of range into it; undefined where none does, or where they are within. */
export function suggestFactor(metric: ProfileMetric, sent: readonly number[]): FactorSuggestion | undefined {
  const numbers = sent.filter((number) => number !== 0);
  if (numbers.length === 0 || numbers.every((number) => withinRange(metric, number))) return undefined;
  const fitting = FACTORS.find(([factor]) => numbers.every((number) => fits(metric, number * factor)));
  return fitting === undefined ? undefined : { factor: fitting[0], words: fitting[1] };
}

/**
 * Within, and not so near to zero that any factor would have brought it there: 5000 is no pressure of 5 hPa where 300 to
 * 1100 hPa are believable, but a small part of a range from 0 says nothing.
 */
function fits(metric: ProfileMetric, sent: number): boolean {
  if (!withinRange(metric, sent)) return false;
  const largest = Math.max(Math.abs(metric.min ?? 0), Math.abs(metric.max ?? 0));
  return largest === 0 || Math.abs(sent) >= largest / 1_000;
}
