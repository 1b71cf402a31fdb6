import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

// looking up a global costs much in the test runner's contexts, and this is called most
const { imul } = Math;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Random numbers from a seed and a name: the same pair gives the same sequence, other pairs give unrelated ones. */
export class SeededRandom {
  readonly #generator: RandomGenerator;

  constructor(seed: number, name: string) {
    this.#generator = xoroshiro128plus(hash(seed, name));
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return uniformFloat64(this.#generator);
  }

  /** Uniform in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.fraction();
  }

  /** Normally distributed (Box and Muller 1958). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.fraction()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.fraction());
  }
}

/**
 * Something that wanders smoothly with time, such as cloud cover, in [−1, 1]: a function of the time alone, so every device
 * of the world sees the same. One value is drawn for each `periodMs`, and joined by half cosines.
 */
export function wander(seed: number, name: string, { at, periodMs }: { at: number; periodMs: number }): number {
  const cell = Math.floor(at / periodMs);
  const share = at / periodMs - cell;
  const weight = (1 - Math.cos(Math.PI * share)) / 2;
  return drawn(seed, name, cell) * (1 - weight) + drawn(seed, name, cell + 1) * weight;
}

function drawn(seed: number, name: string, cell: number): number {
  return (hash(seed, `${name}:${cell}`) / 0x1_0000_0000) * 2 - 1;
}

/** FNV-1a of the name from the seed, 32 bits, with the finisher of MurmurHash3 so that neighbours differ in every bit. */
function hash(seed: number, name: string): number {
  let value = FNV_OFFSET ^ seed;
  for (let at = 0; at < name.length; at++) value = imul(value ^ name.charCodeAt(at), FNV_PRIME);
  value = imul(value ^ (value >>> 16), 0x85ebca6b);
  value = imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
