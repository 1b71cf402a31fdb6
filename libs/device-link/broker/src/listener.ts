import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import type { LinkAddress } from '@fieldline/device-link';
import { OperatorError } from '@fieldline/platform';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { Arrival, Doorkeeper } from './doorkeeper.js';

/** Connections that may wait to be accepted; the system may allow fewer. */
const BACKLOG = 8_192;
const HTTP_HEADER_BYTES = 8_192;
const SUBPROTOCOL = 'mqtt';

export interface TlsFiles {
  /** PEM. */
  readonly key: string | Buffer;
  /** PEM, with intermediates. */
  readonly cert: string | Buffer;
}

/** Where the link listens. */
export interface ListenerOptions {
  readonly kind: 'mqtt' | 'ws';
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** With it TLS is spoken (`mqtts`, `wss`). */
  readonly tls?: TlsFiles;
  /** The setting an operator changes the port with; named when the port is taken. */
  readonly setting?: string;
}

export interface Listener {
  readonly address: LinkAddress;
  /** Accepts nothing new. */
  close(): void;
}

/** Receives each stream that MQTT is spoken on. */
export type StreamHandler = (stream: Duplex, arrival: Arrival) => void;

/** Opens one listener. Rejects with an OperatorError when the port cannot be had. */
export async function openListener(
  options: ListenerOptions,
  door: Doorkeeper,
  wsMessageBytes: number,
  handle: StreamHandler,
): Promise<Listener> {
  const secure = options.tls && createSecureContext({ key: options.tls.key, cert: options.tls.cert });
  const upgrade = options.kind === 'ws' ? webSocketDoor(wsMessageBytes, handle) : handle;
  const server = createServer((socket) => {
    const arrival = door.admit(socket);
    if (arrival !== undefined) upgrade(secure === undefined ? socket : encrypted(socket, secure), arrival);
  });
  await listening(server, options);
  const { address, port } = server.address() as AddressInfo;
  const transport = `${options.kind}${secure === undefined ? '' : 's'}` as const;
  return { address: { transport, host: address, port }, close: () => server.close() };
}

function listening(server: Server, { host, port, kind, setting }: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Readonly<Record<string, string>> = {
        EADDRINUSE: 'is taken',
        EACCES: 'needs a permission this process lacks',
        EADDRNOTAVAIL: 'is on an address this machine does not have',
      };
      const remedy = setting === undefined ? 'choose another' : `set ${setting} to another`;
      const reason = reasons[error.code ?? ''] ?? `cannot be opened (${error.message})`;
      reject(new OperatorError(`port ${port} on ${host} (${kind}) ${reason}: ${remedy}`, { cause: error }));
    });
    server.listen({ host, port, backlog: BACKLOG }, resolve);
  });
}

function encrypted(socket: Socket, secureContext: SecureContext): Duplex {
  const stream = new TLSSocket(socket, { isServer: true, secureContext });
  // Without a listener a failed handshake would end the process.
  stream.on('error', () => socket.destroy());
  stream.once('close', () => socket.destroy());
  return stream;
}

function webSocketDoor(maxPayload: number, handle: StreamHandler): StreamHandler {
  const arrivals = new WeakMap<Duplex, Arrival>();
  const http = createHttpServer({ maxHeaderSize: HTTP_HEADER_BYTES }, (_request, response) => {
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
  });
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload,
    handleProtocols: () => SUBPROTOCOL,
  });
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const arrival = arrivals.get(stream);
    if (arrival === undefined || !offersMqtt(request)) {
      stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // MQTT-6.0.0-1: text frames are a protocol error.
      socket.on('message', (_data, isBinary) => isBinary || socket.close(1003));
      handle(createWebSocketStream(socket), arrival);
    });
  });
  return (stream, arrival) => {
    arrivals.set(stream, arrival);
    http.emit('connection', stream);
  };
}

function offersMqtt(request: IncomingMessage): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((protocol) => protocol.trim() === SUBPROTOCOL);
}
