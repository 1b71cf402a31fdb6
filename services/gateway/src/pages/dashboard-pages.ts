import fastifyStatic from '@fastify/static';
import { allRoutes, API_PREFIX, type HttpMethod } from '@fieldline/contracts';
import { NotFoundError } from '@fieldline/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { answerProblem } from './answer-problem.js';
import { isPage, pathOf } from './page-address.js';

const YEAR_SECONDS = 31_536_000;

/** The dashboard's built files at `/`; each of its own addresses gives the same page, which finds its way by itself. */
export async function serveDashboard(fastify: FastifyInstance, folder: string): Promise<void> {
  const index = path.join(folder, 'index.html');
  await fastify.register(fastifyStatic, {
    root: folder,
    index: ['index.html'],
    cacheControl: false,
    setHeaders: (reply, file) => {
      // Their names change with what is in them.
      const lasts = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('cache-control', lasts ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  fastify.setNotFoundHandler((request, reply) => {
    const pathname = pathOf(request.url);
    if (request.method === 'GET' && isPage(pathname) && existsSync(index)) return reply.sendFile('index.html');
    return notFound(pathname, request, reply);
  });
}

function notFound(pathname: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const methods = methodsOf(pathname);
  if (methods.length === 0) return answerProblem(new NotFoundError(`there is nothing at ${pathname}`), reply);
  const allow = methods.join(', ');
  const error = Object.assign(new Error(`${request.method} is no method of ${pathname}, but ${allow}`), {
    statusCode: 405,
  });
  return answerProblem(error, reply.header('allow', allow));
}

const PATTERNS = allRoutes.map(({ method, path: pattern }) => ({
  method,
  expression: new RegExp(`^${API_PREFIX}${pattern.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

function methodsOf(pathname: string): readonly HttpMethod[] {
  return [...new Set(PATTERNS.filter(({ expression }) => expression.test(pathname)).map(({ method }) => method))];
}
