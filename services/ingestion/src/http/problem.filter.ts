import { Catch, HttpException, HttpStatus, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isRetriable, type Logger } from '@fieldline/platform';
import { ConflictError, InvalidRequestError, NotFoundError } from '../app/registry-errors.js';

/** RFC 9457. `type` is stable; `detail` is for people. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

/** What is needed of the HTTP adapter's reply. */
interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): unknown;
}

/** Turns whatever was thrown into a problem document. What is our own fault is logged and not told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error);
    if (problem.status >= 500) this.#logger.error({ err: error }, 'a request failed');
    const reply = host.switchToHttp().getResponse<Reply>();
    reply.status(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem));
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof InvalidRequestError) {
    return problem('invalid-request', 'The request cannot be met', HttpStatus.UNPROCESSABLE_ENTITY, error.message);
  }
  if (error instanceof NotFoundError) return problem('not-found', 'Not found', HttpStatus.NOT_FOUND, error.message);
  if (error instanceof ConflictError) return problem('conflict', 'Conflict', HttpStatus.CONFLICT, error.message);
  if (isRetriable(error)) {
    const detail = 'the store or the log is away; what was stored already comes through later: try again';
    return problem('unavailable', 'Not available now', HttpStatus.SERVICE_UNAVAILABLE, detail);
  }
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status >= 400 && status < 500) {
    return problem('bad-request', 'The request was not understood', status, (error as Error).message);
  }
  return problem('internal', 'Something went wrong here', HttpStatus.INTERNAL_SERVER_ERROR);
}

/** Fastify's own errors, such as for a body that is not JSON, carry their status. */
function statusOf(error: unknown): number {
  const { statusCode } = (error ?? {}) as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : HttpStatus.INTERNAL_SERVER_ERROR;
}

function problem(type: string, title: string, status: number, detail?: string): Problem {
  return { type: `urn:fieldline:problem:${type}`, title, status, ...(detail === undefined ? {} : { detail }) };
}
