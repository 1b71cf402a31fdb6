import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { ServerNotRunningError } from '../shell/errors.js';

export interface SocketRequest {
  readonly method?: string;
  /** Path and query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly signal?: AbortSignal;
}

/** Where the server of a data folder listens for its owner, as short as it can be written: a kernel takes about a hundred bytes. */
export function controlSocket(dataFolder: string): string {
  const socketPath = path.join(dataFolder, 'control.sock');
  const relative = path.relative(process.cwd(), socketPath);
  return relative.length < socketPath.length ? relative : socketPath;
}

/** HTTP over a Unix domain socket, up to the head of the answer. Rejects with {@link ServerNotRunningError}. */
export function requestSocket(socketPath: string, asked: SocketRequest): Promise<IncomingMessage> {
  const { method = 'GET', target, headers, body, signal } = asked;
  const length = body === undefined ? {} : { 'content-length': body.byteLength };
  return new Promise((resolve, reject) => {
    const options = { socketPath, method, path: target, headers: { ...headers, ...length } };
    const call = request({ ...options, ...(signal === undefined ? {} : { signal }) }, resolve);
    call.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.name === 'AbortError') reject(cause);
      // The server closed a kept connection while this request was on its way: it has seen nothing of it.
      else if (call.reusedSocket && cause.code === 'ECONNRESET') resolve(requestSocket(socketPath, asked));
      else reject(notRunning(socketPath, cause));
    });
    call.end(body);
  });
}

export function notRunning(socketPath: string, cause: unknown): ServerNotRunningError {
  return new ServerNotRunningError(
    `no server answers at ${socketPath}: start one with \`npm start\`, or name its folder with --data`,
    { cause },
  );
}
