import { asError, OperatorError } from '@fieldline/platform';
import { request } from 'node:http';
import path from 'node:path';
import { ServerNotReadyError, ServerNotRunningError } from '../shell/errors.js';

/** Talks to the server of a data folder over its Unix domain socket; who may open the socket may do all. */
export class ControlClient {
  readonly #socketPath: string;

  constructor(dataFolder: string) {
    const socketPath = path.join(dataFolder, 'control.sock');
    const relative = path.relative(process.cwd(), socketPath);
    // The kernel takes little more than a hundred bytes of a socket's path.
    this.#socketPath = relative.length < socketPath.length ? relative : socketPath;
  }

  get<T>(target: string): Promise<T> {
    return this.#request<T>('GET', target);
  }

  put<T>(target: string, body: unknown): Promise<T> {
    return this.#request<T>('PUT', target, body);
  }

  post<T>(target: string, body: unknown): Promise<T> {
    return this.#request<T>('POST', target, body);
  }

  /** Rejects with {@link ServerNotRunningError}, or with an OperatorError that carries the server's own words. */
  #request<T>(method: string, target: string, body?: unknown): Promise<T> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers =
      payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.#socketPath, method, path: target, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', (cause) => reject(this.#notRunning(cause)));
        answer.on('end', () => {
          try {
            resolve(readAnswer<T>(answer.statusCode ?? 0, Buffer.concat(parts).toString('utf8'), target));
          } catch (error) {
            reject(asError(error));
          }
        });
      });
      call.on('error', (cause) => reject(this.#notRunning(cause)));
      call.end(payload);
    });
  }

  #notRunning(cause: Error): Error {
    return new ServerNotRunningError(
      `no server answers at ${this.#socketPath}: start one with \`npm start\`, or name its folder with --data`,
      { cause },
    );
  }
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly message?: string | readonly string[];
}

function readAnswer<T>(status: number, text: string, target: string): T {
  let json: unknown;
  try {
    json = text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new OperatorError(`the server answered ${target} with ${status} and no JSON`, { cause });
  }
  if (status >= 200 && status < 300) return json as T;
  const problem = (json ?? {}) as Problem;
  const said = problem.detail ?? problem.title ?? String(problem.message ?? 'no reason given');
  const message = `${said} (${target} answered ${status})`;
  throw status === 503 ? new ServerNotReadyError(message) : new OperatorError(message);
}
