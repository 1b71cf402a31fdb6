import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsFiles } from '@fieldline/device-link-broker';
import { OperatorError, systemClock } from '@fieldline/platform';

/**
 * A listening HTTP server whose application comes later: ports are taken before anything else starts, so that a taken
 * one ends the start at once, and what asks too early hears 503 instead of nothing.
 */
export interface Door {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  /** From now on requests go to the application. */
  readonly open: (application: RequestListener) => void;
  /** Takes no new connection, cuts the idle ones, waits at most `graceMs` for the others. */
  readonly close: (graceMs: number) => Promise<void>;
}

export interface PortSpot {
  /** What the port is for, and the flag that moves it, for the message when it is taken. */
  readonly name: string;
  readonly flag: string;
  readonly host: string;
  readonly port: number;
  /** Certificate chain and private key, PEM; with them the port speaks TLS. */
  readonly tls?: TlsFiles | undefined;
  /** At once; 4,000 unless given. */
  readonly connections?: number;
}

/**
 * Four times what the live feed takes. More are cut as they come, before anybody signs in, so that who opens them all takes
 * no file handle from devices and the log.
 */
const MOST_CONNECTIONS = 4_000;

/** Rejects with an OperatorError when the port is taken or not permitted. */
export async function openPort({ name, flag, host, port, tls, connections }: PortSpot): Promise<Door> {
  const door = makeDoor(tls);
  door.server.maxConnections = connections ?? MOST_CONNECTIONS;
  try {
    await listen(door.server, { host, port });
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code;
    const text =
      why === 'EADDRINUSE' ? 'is taken' : why === 'EACCES' ? 'needs a permission this process lacks' : String(cause);
    throw new OperatorError(`port ${port} on ${host} (${name}) ${text}: set --${flag} to another`, { cause });
  }
  const { address, port: actual } = door.server.address() as AddressInfo;
  return { ...door, host: address, port: actual };
}

export function makeDoor(tls?: TlsFiles): Omit<Door, 'host' | 'port'> {
  let application: RequestListener = sayStarting;
  const listener: RequestListener = (request, response) => application(request, response);
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  return {
    server,
    open: (next) => {
      application = next;
    },
    close: (graceMs) => closeServer(server, graceMs),
  };
}

export function listen(server: Server, where: { host: string; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const sayStarting: RequestListener = (_request, response) => {
  const problem = {
    type: 'about:blank',
    title: 'starting',
    status: 503,
    detail: 'not ready yet; try again in a second',
  };
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
  response.end(JSON.stringify(problem));
};

function closeServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const cut = systemClock.setTimer(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      cut.cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
