import type { NumberPoint } from './series-gaps.js';

/** The numbers among values of any type. */
export function numbersOf(points: readonly (readonly [number, unknown])[]): readonly NumberPoint[] {
  return points.flatMap(([at, value]) => (typeof value === 'number' ? [[at, value] as const] : []));
}
