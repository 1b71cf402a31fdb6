import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { notRunning, requestSocket } from './socket-request.js';

export type Fetch = (request: Request, signal?: AbortSignal) => Promise<Response>;

/** Statuses whose answers have no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);

/** `fetch` over a Unix domain socket: the body of a request is sent whole, that of an answer is a stream. */
export function socketFetch(socketPath: string): Fetch {
  return async (request, signal) => {
    const { pathname, search } = new URL(request.url);
    const answer = await requestSocket(socketPath, {
      method: request.method,
      target: `${pathname}${search}`,
      headers: Object.fromEntries(request.headers),
      ...(request.body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return responseOf(answer, socketPath);
  };
}

function responseOf(answer: IncomingMessage, socketPath: string): Response {
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const init = { status, statusText: answer.statusMessage ?? '', headers };
  if (WITHOUT_BODY.has(status)) {
    answer.resume();
    return new Response(null, init);
  }
  return new Response(Readable.toWeb(Readable.from(chunksOf(answer, socketPath))) as ReadableStream<Uint8Array>, init);
}

/** A server that dies in the middle of its answer is one that does not run. */
async function* chunksOf(answer: IncomingMessage, socketPath: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer) yield new Uint8Array(chunk as Buffer);
  } catch (cause) {
    throw (cause as Error).name === 'AbortError' ? cause : notRunning(socketPath, cause);
  }
}
