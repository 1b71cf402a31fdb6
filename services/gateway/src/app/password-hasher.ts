import { scrypt, timingSafeEqual } from 'node:crypto';
import { TooManyRequestsError, type Random } from '@fieldline/platform';

/** log2 N, block size, parallelism: what OWASP's Password Storage Cheat Sheet names as the least for scrypt (2023). */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

const COST: ScryptCost = { ln: 17, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** One check takes 128 MiB and a thread of four, of which the log's disk needs the others: one at a time, few waiting. */
const MOST_WAITING = 8;
const RETRY_AFTER_SECONDS = 3;
const HASH = /^scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** Hashes and checks passwords, one after the other. */
export class PasswordHasher {
  readonly #random: Random;
  readonly #cost: ScryptCost;
  /** Nobody's hash: checking against it takes as long as against a user's. */
  readonly #nobody: string;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(random: Random, cost: ScryptCost = COST) {
    this.#random = random;
    this.#cost = cost;
    this.#nobody = textOf(cost, random.bytes(SALT_BYTES), random.bytes(KEY_BYTES));
  }

  /** Rejects with TooManyRequestsError while too many wait. */
  async hash(password: string): Promise<string> {
    const salt = this.#random.bytes(SALT_BYTES);
    return textOf(this.#cost, salt, await this.#inTurn(() => keyOf(password, salt, this.#cost)));
  }

  /** Without a hash it works as long and says no. Rejects with TooManyRequestsError while too many wait. */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    const [, ln, r, p, salt = '', expected = ''] = HASH.exec(hash ?? this.#nobody) ?? [];
    const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
    const key = await this.#inTurn(() => keyOf(password, Buffer.from(salt, 'base64url'), cost));
    return timingSafeEqual(key, Buffer.from(expected, 'base64url')) && hash !== undefined;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting > MOST_WAITING) {
      throw new TooManyRequestsError(
        'more passwords wait to be checked than are taken: come again in a moment',
        RETRY_AFTER_SECONDS,
      );
    }
    this.#waiting++;
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined).finally(() => this.#waiting--);
    return turn;
  }
}

/** The same text whichever way its characters were composed (NIST SP 800-63B, 5.1.1.2). */
function keyOf(password: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function textOf({ ln, r, p }: ScryptCost, salt: Buffer, key: Buffer): string {
  return `scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}
