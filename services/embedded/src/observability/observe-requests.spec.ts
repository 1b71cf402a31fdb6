import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import type { CalledRequest } from '@fieldline/http';
import { createLogger, type SpanAttributes, type Tracing } from '@fieldline/platform';
import { observeRequests } from './observe-requests.js';

const CALLER = { kind: 'token', id: '01J', name: 'script', tenantId: 'default', scope: 'write', sites: null } as const;

let application: FastifyInstance;
let url: string;
let lines: string[];
let spans: { name: string; attributes: SpanAttributes; failed: boolean; ended: boolean }[];

/** Notes spans instead of sending them; picks every second request. */
function notedTracing(): Tracing {
  let asked = 0;
  const begin: Tracing['begin'] = (name, { attributes = {} } = {}) => {
    const noted = { name, attributes, failed: false, ended: false };
    spans.push(noted);
    return {
      traceparent: '',
      child: begin,
      set: (more) => (noted.attributes = { ...noted.attributes, ...more }),
      fail: () => (noted.failed = true),
      end: () => (noted.ended = true),
    };
  };
  return { sampler: { pick: () => (asked++ % 2 === 0 ? 0 : -1) }, begin, resume: () => undefined };
}

beforeEach(async () => {
  lines = [];
  spans = [];
  application = fastify();
  const logger = createLogger('gateway', 'info', { write: (line) => lines.push(line) });
  observeRequests(application, { logger, tracing: notedTracing() });
  application.addHook('preHandler', (request, _reply, done) => {
    (request as CalledRequest).caller = CALLER;
    done();
  });
  application.put('/devices/:device', () => ({ secret: 'hush' }));
  application.get('/devices', () => []);
  application.post('/devices', (_request, reply) => reply.status(422).send({}));
  application.delete('/devices', (_request, reply) => reply.status(500).send({}));
  url = await application.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(() => application.close());

describe('observeRequests', () => {
  it('tells a change in one line with who made it, and nothing of what was sent or answered', async () => {
    await fetch(`${url}/devices/pack-7?token=hush`, {
      method: 'PUT',
      headers: { authorization: 'Bearer hush', 'content-type': 'application/json' },
      body: '{"name":"hush"}',
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'a change was made',
      method: 'PUT',
      route: '/devices/:device',
      params: { device: 'pack-7' },
      status: 200,
      by: { kind: 'token', id: '01J', name: 'script' },
      tenantId: 'default',
    });
    expect(lines[0]).not.toContain('hush');
  });

  it('tells nothing of what only reads, and nothing of a change that was refused', async () => {
    await (await fetch(`${url}/devices`, { method: 'GET' })).text();
    await (await fetch(`${url}/devices`, { method: 'POST' })).text();
    expect(lines).toEqual([]);
  });

  it('makes a span of the requests that are sampled, named by their route', async () => {
    await (await fetch(`${url}/devices/pack-7`, { method: 'PUT' })).text();
    await (await fetch(`${url}/devices/pack-8`, { method: 'PUT' })).text();
    await (await fetch(`${url}/devices`, { method: 'DELETE' })).text();
    const attributes = (method: string, route: string, status: number): SpanAttributes => ({
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
    });
    expect(spans).toEqual([
      {
        name: 'PUT /devices/:device',
        attributes: attributes('PUT', '/devices/:device', 200),
        failed: false,
        ended: true,
      },
      { name: 'DELETE /devices', attributes: attributes('DELETE', '/devices', 500), failed: true, ended: true },
    ]);
  });
});
