import { createApi, type Api } from '@fieldline/api-client';
import { API_PREFIX } from '@fieldline/contracts';
import { sleep, type Clock } from '@fieldline/platform';
import { ServerNotRunningError } from '../shell/errors.js';
import { socketFetch, type Fetch } from './socket-fetch.js';
import { controlSocket } from './socket-request.js';
import type { Target } from './target.js';

export interface ConnectionParts {
  /** Ends requests under way. */
  readonly signal?: AbortSignal;
  /** Where the server wants fewer requests; without it such an answer is taken as it is. */
  readonly patience?: {
    readonly clock: Clock;
    readonly onWaiting: (seconds: number) => void;
  };
}

/** A way to one server's API. */
export interface Connection {
  readonly api: Api;
  readonly target: Target;
}

/** A server's limits count by the minute; who has waited for so many is one of too many at once. */
const MOST_WAITS = 5;
const LONGEST_WAIT_SECONDS = 120;
const MERGE_PATCH = 'application/merge-patch+json';

/** Nothing is asked yet. */
export function connect(target: Target, parts: ConnectionParts = {}): Connection {
  const plain = target.kind === 'folder' ? socketFetch(controlSocket(target.folder)) : urlFetch(target.origin);
  const origin = target.kind === 'folder' ? 'http://localhost' : target.origin;
  const token = target.kind === 'folder' ? undefined : target.token;
  const fetch = (request: Request): Promise<Response> => {
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
    if (request.method === 'PATCH') request.headers.set('content-type', MERGE_PATCH);
    return withPatience(plain, request, parts);
  };
  return { api: createApi({ baseUrl: `${origin}${API_PREFIX}`, fetch }), target };
}

/** Waits as long as the server asks for, where it says that there were too many requests (429). */
async function withPatience(fetch: Fetch, request: Request, { signal, patience }: ConnectionParts): Promise<Response> {
  for (let waits = 0; ; waits++) {
    const answer = await fetch(request.clone(), signal);
    const seconds = Number(answer.headers.get('retry-after') ?? NaN);
    const waitable = answer.status === 429 && seconds >= 0 && seconds <= LONGEST_WAIT_SECONDS;
    if (!waitable || waits === MOST_WAITS || patience === undefined || signal?.aborted === true) return answer;
    await answer.body?.cancel();
    patience.onWaiting(seconds);
    await sleep(patience.clock, seconds * 1000, signal);
  }
}

function urlFetch(origin: string): Fetch {
  return async (request, signal) => {
    try {
      // A redirect would take the token elsewhere.
      return await fetch(request, { redirect: 'error', ...(signal === undefined ? {} : { signal }) });
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      throw new ServerNotRunningError(
        `no server answers at ${origin} (${reasonOf(cause)}): start it there, or name another with --url or \`fieldline config use\``,
        { cause },
      );
    }
  };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  if (cause instanceof Error) return (cause as NodeJS.ErrnoException).code ?? cause.message;
  return message;
}
