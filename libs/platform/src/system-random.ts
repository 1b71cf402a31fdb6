import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from './random.js';

const FRACTION_STEPS = 2 ** 47;

/** The operating system's randomness. */
export const systemRandom: Random = {
  bytes: (size) => randomBytes(size),
  fraction: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
};
