import { answerOf, ApiError, type Problem } from '@fieldline/api-client';
import { OperatorError } from '@fieldline/platform';
import { ServerNotReadyError } from '../shell/errors.js';

interface Answered {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The API said no for good; the same request fails again until something is changed. */
export class RefusedError extends OperatorError {
  override readonly name = 'RefusedError';

  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * The API's answer. Rejects with {@link RefusedError} that carries the server's own words, with ServerNotReadyError for 503,
 * and with ServerNotRunningError where nobody answers.
 */
export async function ask<A extends Answered>(asked: Promise<A>): Promise<NonNullable<A['data']>> {
  try {
    return await answerOf(asked);
  } catch (error) {
    if (error instanceof ApiError) throw refusal(error);
    if (!(error instanceof SyntaxError)) throw error;
    throw new OperatorError(`what answers there is no Fieldline server: its answer is no JSON`, { cause: error });
  }
}

function refusal(error: ApiError): Error {
  const { problem } = error;
  const message = messageOf(problem);
  if (problem.status === 503) return new ServerNotReadyError(message, { cause: error });
  return new RefusedError(message, problem.status, { cause: error });
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'give a valid token with FIELDLINE_TOKEN or `fieldline config set`',
  403: 'use a token of a higher scope, or --data with the folder of the server on its own machine',
};

function messageOf({ title, detail, status, faults = [] }: Problem): string {
  const said = detail ?? title;
  const unsaid = faults.filter(({ message }) => !said.includes(message)).map(({ at, message }) => `${at}: ${message}`);
  const advice = ADVICE[status];
  return [said, ...unsaid, ...(advice === undefined ? [] : [advice])].join('; ');
}
