import type { Logger } from '@fieldline/platform';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemHeaders, problemOf } from './problem.js';

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
    if (problem.status >= 500 && problem.status !== 503) this.#logger.error({ err: error }, 'a request failed');
    const reply = host.switchToHttp().getResponse<Reply>().status(problem.status);
    for (const [name, value] of Object.entries(problemHeaders(error))) reply.header(name, value);
    reply.header('content-type', 'application/problem+json').send(JSON.stringify(problem));
  }
}
