import { problemHeaders, problemOf } from '@fieldline/http';
import type { FastifyReply } from 'fastify';

/** An error as its problem document, where no Nest filter stands between. */
export function answerProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  return reply
    .status(problem.status)
    .headers(problemHeaders(error))
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}
