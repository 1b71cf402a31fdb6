import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './api.js';

export type { components, operations, paths } from './api.js';

/** A schema of the API's document by its name, such as `Device`. */
export type Schema<N extends keyof components['schemas']> = components['schemas'][N];
export type Problem = Schema<'Problem'>;

export type Api = Client<paths>;

/** The API, typed by its document. `baseUrl` ends in `/api/v1`. */
export function createApi(options: ClientOptions & { readonly baseUrl: string }): Api {
  return createClient<paths>(options);
}

/** The API said no; `problem` says why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

interface Answered {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer itself; rejects with {@link ApiError} where there is none. */
export async function answerOf<A extends Answered>(asked: Promise<A>): Promise<NonNullable<A['data']>> {
  const { data, error, response } = await asked;
  if (response.ok) return data as NonNullable<A['data']>;
  throw new ApiError(problemIn(error, response));
}

function problemIn(error: unknown, { status, statusText }: Response): Problem {
  if (typeof error === 'object' && error !== null && 'title' in error) return error as Problem;
  return { type: 'about:blank', title: statusText || 'No answer that was understood', status };
}
