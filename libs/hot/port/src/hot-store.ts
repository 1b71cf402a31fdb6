/** Values with a lifetime. Everything here can be rebuilt from what is kept; losing it makes things slower, never wrong. */
export interface HotStore {
  /** `value` is JSON text. Overwrites, and starts the lifetime anew. */
  set(key: string, value: string, lifetimeMs: number): Promise<void>;
  setMany(entries: readonly { readonly key: string; readonly value: string }[], lifetimeMs: number): Promise<void>;
  get(key: string): Promise<string | undefined>;
  getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  delete(key: string): Promise<void>;
  /** Adds to a counter and returns its new value; the lifetime starts with its first increment. */
  increment(key: string, by: number, lifetimeMs: number): Promise<number>;
  /** Puts a member with its score into an ordered set, replacing its earlier score; the set's lifetime starts anew. */
  orderedAdd(key: string, member: string, score: number, lifetimeMs: number): Promise<void>;
  orderedRemove(key: string, member: string): Promise<void>;
  /** Members by falling score, of one score by falling name, at most `limit`. */
  orderedTop(key: string, limit: number): Promise<readonly { readonly member: string; readonly score: number }[]>;
  /** Takes or renews a lease; false while another holder has it. */
  lease(key: string, holder: string, lifetimeMs: number): Promise<boolean>;
  close(): Promise<void>;
}

export const HOT_STORE = Symbol('HotStore');
