import type { Socket } from 'node:net';
import { TokenBucket } from '@fieldline/device-link-frames';
import type { Clock, Timer } from '@fieldline/platform';
import type { LinkLimits } from './link-limits.js';
import { count, type LinkTally } from './link-tally.js';

const REMEMBERED_ADDRESSES = 10_000;

/** A connection from its acceptance on, whatever is spoken on it. */
export interface Arrival {
  readonly address: string;
  readonly socket: Socket;
  /** CONNECT came. */
  readonly announce: () => void;
  /** CONNECT was accepted. */
  readonly signedIn: () => void;
}

/**
 * Lets sockets in: so many at once, of one address so many a second and so many that have not signed in, and none that
 * stays silent.
 */
export class Doorkeeper {
  readonly #open = new Set<Socket>();
  /** Connections that have not signed in, by address. */
  readonly #waiting = new Map<string, number>();
  readonly #rates = new Map<string, TokenBucket>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: LinkLimits,
    private readonly tally: LinkTally,
  ) {}

  /** Undefined when the socket was turned away. */
  admit(socket: Socket): Arrival | undefined {
    // Without a listener a reset during the TLS or WebSocket handshake would end the process; 'close' follows.
    socket.on('error', () => socket.destroy());
    const address = socket.remoteAddress ?? '';
    if (this.#open.size >= this.limits.connections) return this.#turnAway(socket, 'connections');
    const waiting = this.#waiting.get(address) ?? 0;
    if (waiting >= this.limits.waitingConnections) return this.#turnAway(socket, 'waiting-connections');
    if (!this.#rateOf(address).take()) return this.#turnAway(socket, 'connect-rate');
    socket.setNoDelay(true);
    this.#open.add(socket);
    this.tally.connections++;
    this.#waiting.set(address, waiting + 1);
    const signedIn = once(() => this.#waitsNoMore(address));
    const timer = this.#expectConnect(socket);
    socket.once('close', () => {
      timer.cancel();
      signedIn();
      this.#open.delete(socket);
      this.tally.connections--;
    });
    return { address, socket, announce: () => timer.cancel(), signedIn };
  }

  /** Closes whoever is still there. */
  closeAll(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #waitsNoMore(address: string): void {
    const others = (this.#waiting.get(address) ?? 0) - 1;
    if (others > 0) this.#waiting.set(address, others);
    else this.#waiting.delete(address);
  }

  #turnAway(socket: Socket, limit: 'connections' | 'waiting-connections' | 'connect-rate'): undefined {
    count(this.tally.hits, limit);
    socket.destroy();
  }

  #expectConnect(socket: Socket): Timer {
    const late = (): void => {
      count(this.tally.hits, 'connect-timeout');
      socket.destroy();
    };
    return this.clock.setTimer(late, this.limits.connectTimeoutMs, { unref: true });
  }

  #rateOf(address: string): TokenBucket {
    const known = this.#rates.get(address);
    if (known !== undefined) return known;
    if (this.#rates.size >= REMEMBERED_ADDRESSES) this.#forgetQuiet();
    const rate = new TokenBucket(this.clock, this.limits.connectsPerSecond, this.limits.connectBurst);
    this.#rates.set(address, rate);
    return rate;
  }

  #forgetQuiet(): void {
    for (const [address, rate] of this.#rates) if (rate.full()) this.#rates.delete(address);
    if (this.#rates.size >= REMEMBERED_ADDRESSES) this.#rates.delete(this.#rates.keys().next().value!);
  }
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
