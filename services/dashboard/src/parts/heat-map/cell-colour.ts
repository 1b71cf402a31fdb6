/** Cells that differ by less than this look alike, in the metric's unit. */
const LEAST_SPREADS: Readonly<Record<string, number>> = { V: 0.05, mV: 50, Cel: 2, K: 2 };

export function leastSpread(unit: string): number {
  return LEAST_SPREADS[unit] ?? 0;
}

/** 0 is the lowest, 1 the highest; a CSS colour of the theme. Text on it keeps the theme's contrast. */
export function cellColour(share: number): string {
  const percent = Math.round(Math.abs(share - 0.5) * 200);
  return `color-mix(in srgb, var(--cell-${share < 0.5 ? 'low' : 'high'}) ${percent}%, var(--cell-middle))`;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** The same as numbers, for a canvas; `low`, `middle` and `high` are the theme's. */
export function mixed(share: number, low: Colour, middle: Colour, high: Colour): Colour {
  const part = Math.abs(share - 0.5) * 2;
  const end = share < 0.5 ? low : high;
  const of = (channel: 0 | 1 | 2): number => Math.round(end[channel] * part + middle[channel] * (1 - part));
  return [of(0), of(1), of(2)];
}
