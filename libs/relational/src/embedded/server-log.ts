import { closeSync, fchownSync, openSync, statSync } from 'node:fs';
import { copyFile, open, truncate } from 'node:fs/promises';
import type { Clock, Logger, Timer } from '@fieldline/platform';
import type { ServerAccount } from './server-account.js';

const LIMIT_BYTES = 10 * 1024 * 1024;
const CHECK_MS = 60_000;
const TAIL_BYTES = 16 * 1024;

export interface ServerLogOptions {
  readonly path: string;
  readonly account: ServerAccount;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The server's log file. The server writes to it directly and keeps on when our process is gone, so it is cut by
 * copying it to `<file>.1` and emptying it.
 */
export class ServerLog {
  readonly #path: string;
  readonly #account: ServerAccount;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #timer: Timer | undefined;

  constructor({ path, account, clock, logger }: ServerLogOptions) {
    this.#path = path;
    this.#account = account;
    this.#clock = clock;
    this.#logger = logger;
  }

  size(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Lends a descriptor in append mode, for the server's standard error. */
  withDescriptor<T>(use: (descriptor: number) => T): T {
    const descriptor = openSync(this.#path, 'a', 0o600);
    try {
      const { other } = this.#account;
      if (other) fchownSync(descriptor, other.uid, other.gid);
      return use(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** What was written after `from`, at most the last 16 KB. */
  async readFrom(from: number): Promise<string> {
    const file = await open(this.#path, 'r');
    try {
      const size = (await file.stat()).size;
      const start = Math.max(from > size ? 0 : from, size - TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(size - start, 1)), 0, size - start, start);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  startRotation(): void {
    const check = (): void => {
      void this.rotate().catch((error: unknown) => this.#logger.warn({ err: error }, 'the PostgreSQL log was not cut'));
      this.#timer = this.#clock.setTimer(check, CHECK_MS, { unref: true });
    };
    check();
  }

  async rotate(limitBytes = LIMIT_BYTES): Promise<void> {
    if (this.size() <= limitBytes) return;
    await copyFile(this.#path, `${this.#path}.1`);
    await truncate(this.#path);
  }

  stopRotation(): void {
    this.#timer?.cancel();
  }
}
