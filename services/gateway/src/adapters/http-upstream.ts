import { RetriableError } from '@fieldline/platform';
import { Agent, request as httpRequest, type RequestOptions } from 'node:http';
import type { Upstream, UpstreamAnswer, UpstreamRequest } from '../ports/upstream.js';

/** Where a service listens: a Unix domain socket, or host and port. */
export type UpstreamAddress = Pick<RequestOptions, 'socketPath' | 'host' | 'port'>;

const MOST_CONNECTIONS = 64;
/** A service that is silent for so long will not answer; taking a device away with its data waits for the writer first. */
const SILENCE_MS = 90_000;

/** A service over HTTP/1.1, on connections that are kept. */
export class HttpUpstream implements Upstream {
  readonly #address: UpstreamAddress;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS, timeout: SILENCE_MS });

  constructor(address: UpstreamAddress) {
    this.#address = address;
  }

  request({ method, path, headers, body, signal }: UpstreamRequest): Promise<UpstreamAnswer> {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const options = { ...this.#address, agent: this.#agent, method, path, headers: { ...headers, ...length }, signal };
    return new Promise((resolve, reject) => {
      const call = httpRequest(options, (answer) =>
        resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answer }),
      );
      call.on('timeout', () => call.destroy(new Error(`no answer within ${SILENCE_MS / 1000} s`)));
      call.on('error', (cause) =>
        reject(new RetriableError('the service behind the gateway does not answer', { cause })),
      );
      call.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
