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
}

/** Lets sockets in: so many at once, so many a second from one address, and none that stays silent. */
export class Doorkeeper {
  readonly #open = new Set<Socket>();
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
    if (!this.#rateOf(address).take()) return this.#turnAway(socket, 'connect-rate');
    socket.setNoDelay(true);
    this.#open.add(socket);
    this.tally.connections++;
    const timer = this.#expectConnect(socket);
    socket.once('close', () => {
      timer.cancel();
      this.#open.delete(socket);
      this.tally.connections--;
    });
    return { address, socket, announce: () => timer.cancel() };
  }

  /** Closes whoever is still there. */
  closeAll(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #turnAway(socket: Socket, limit: 'connections' | 'connect-rate'): undefined {
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
