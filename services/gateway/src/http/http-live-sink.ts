import type { ServerResponse } from 'node:http';
import type { LiveSink } from '../app/live/live-reader.js';

/** A stream of server-sent events over an answer whose head is written. */
export class HttpLiveSink implements LiveSink {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
    // A reader that went while something was written to it is no fault.
    response.on('error', () => undefined);
  }

  write(chunk: Buffer, flushed: () => void): void {
    this.#response.write(chunk, (error) => {
      if (!error) flushed();
    });
  }

  pendingBytes(): number {
    return this.#response.writableLength;
  }

  end(): void {
    // Also one that reads nothing, and so would never see the end, must not hold its socket.
    if (this.pendingBytes() > 0) this.destroy();
    else this.#response.end();
  }

  destroy(): void {
    this.#response.destroy();
  }

  onClosed(callback: () => void): void {
    if (this.#response.destroyed) callback();
    else this.#response.once('close', callback);
  }
}
