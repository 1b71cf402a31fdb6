import type { CallerIdentity } from '@fieldline/http';
import type { CallerCredentials } from '../../ports/caller-standing.js';
import type { LiveFilter } from './live-audience.js';

/** Where a reader's events go. */
export interface LiveSink {
  /** `flushed` is called when all of it has left this process. */
  write(chunk: Buffer, flushed: () => void): void;
  /** Bytes that were written and have not left this process yet. */
  pendingBytes(): number;
  /** Ends after what was written. */
  end(): void;
  /** Ends at once and gives back what was held. */
  destroy(): void;
  /** Called once, when the reader has gone, by whoever's wish. */
  onClosed(callback: () => void): void;
}

export interface LiveReaderOptions {
  readonly caller: CallerIdentity;
  readonly credentials: CallerCredentials;
  readonly filter: LiveFilter;
  readonly sink: LiveSink;
  readonly maxPendingBytes: number;
  /** It does not take what it is sent. */
  readonly onTooSlow: (reader: LiveReader) => void;
}

/** One reader of the live feed; what it has not taken is bounded, and one that does not read is let go. */
export class LiveReader {
  readonly #options: LiveReaderOptions;
  #flushed = true;
  #closed = false;
  readonly #closing = new Set<() => void>();
  /** It has all that was before, and gets what comes with its audience. */
  joined = false;
  readonly #waiting = new Set<() => void>();

  constructor(options: LiveReaderOptions) {
    this.#options = options;
    options.sink.onClosed(() => this.#close());
  }

  /** Once, when it has gone or is let go. */
  onClosed(callback: () => void): void {
    if (this.#closed) callback();
    else this.#closing.add(callback);
  }

  get caller(): CallerIdentity {
    return this.#options.caller;
  }

  get credentials(): CallerCredentials {
    return this.#options.credentials;
  }

  get filter(): LiveFilter {
    return this.#options.filter;
  }

  get pendingBytes(): number {
    return this.#options.sink.pendingBytes();
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(chunk: Buffer): void {
    if (this.#closed) return;
    const { sink, maxPendingBytes, onTooSlow } = this.#options;
    const pending = sink.pendingBytes();
    if (pending > 0 && pending + chunk.length > maxPendingBytes) onTooSlow(this);
    else sink.write(chunk, this.#noteFlushed);
  }

  /** Resolves when the chunk was taken, or the reader has gone. */
  sendAndWait(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed) return resolve();
      this.#waiting.add(resolve);
      this.send(chunk);
    });
  }

  /** From time to time: who took nothing of what waited since the last time is let go. */
  checkProgress(): void {
    const { sink, onTooSlow } = this.#options;
    if (!this.#flushed && sink.pendingBytes() > 0) onTooSlow(this);
    this.#flushed = false;
  }

  /** Ends after what was sent. */
  end(): void {
    this.#close();
    this.#options.sink.end();
  }

  /** Ends at once. */
  drop(): void {
    this.#close();
    this.#options.sink.destroy();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const callback of this.#closing) callback();
    this.#wake();
  }

  readonly #noteFlushed = (): void => {
    this.#flushed = true;
    this.#wake();
  };

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
