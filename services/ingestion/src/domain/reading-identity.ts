import type { MetricValue } from '@fieldline/contracts';

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);
/** What of the upper half is left in a safe integer. */
const UPPER_BITS = 0x1fffff;

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Finalizer of MurmurHash3, 32 bits (Appleby 2011, public domain). */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Builds the identity of a reading in 53 bits. Values may be added in any order: `{a, b}` and `{b, a}` are one reading.
 * Not made for untrusted collisions: a device can only collide with itself.
 */
export class ReadingIdentity {
  #low = 0;
  #high = 0;

  begin(boot: string | number | null, seq: number | null): void {
    this.#low = 0;
    this.#high = 0;
    if (boot !== null) this.#fold(0x626f6f74, hashText(String(boot)), typeof boot === 'string' ? 1 : 2);
    if (seq !== null) this.add(0x00736571, seq);
  }

  /** `nameHash` is {@link hashText} of the metric's name. */
  add(nameHash: number, value: MetricValue): void {
    if (typeof value === 'number') {
      float[0] = value === 0 ? 0 : value;
      this.#fold(nameHash, halves[0] as number, halves[1] as number);
    } else if (typeof value === 'string') {
      this.#fold(nameHash, hashText(value), value.length ^ 0x5bd1e995);
    } else if (typeof value === 'boolean') {
      this.#fold(nameHash, value ? 0x9e3779b9 : 0x7f4a7c15, 3);
    } else {
      for (let i = 0; i < value.length; i += 1) this.add(mix(nameHash + i + 1), value[i] as number);
      this.#fold(nameHash, value.length, 4);
    }
  }

  /** A safe integer. */
  end(): number {
    return (this.#high & UPPER_BITS) * 0x1_0000_0000 + (this.#low >>> 0);
  }

  #fold(name: number, a: number, b: number): void {
    const first = mix(name ^ mix(a ^ mix(b)));
    this.#low = (this.#low + first) >>> 0;
    this.#high = (this.#high + mix(first ^ mix(b + 0x51ed270b) ^ a)) >>> 0;
  }
}

const counted = new ReadingIdentity();

/**
 * The part of an identity that its values make alone: the same for two readings with equal values, whatever their boot
 * and seq. Everything in an identity is a sum, so what boot and seq put in is taken out again.
 */
export function identityOfValues(identity: number, boot: string | number | null, seq: number | null): number {
  if (boot === null && seq === null) return identity;
  counted.begin(boot, seq);
  const part = counted.end();
  const low = ((identity % 0x1_0000_0000) - (part % 0x1_0000_0000)) >>> 0;
  const high = (Math.floor(identity / 0x1_0000_0000) - Math.floor(part / 0x1_0000_0000)) & UPPER_BITS;
  return high * 0x1_0000_0000 + low;
}
