import { InvalidArgumentError } from 'commander';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `10m`, `24h`, `7d` in ms. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Expected a number and s, m, h or d, such as 10m.');
  // beyond that it would be no time any more
  return Math.min(Number(match[1]) * UNITS_MS[match[2] as keyof typeof UNITS_MS], Number.MAX_SAFE_INTEGER);
}
