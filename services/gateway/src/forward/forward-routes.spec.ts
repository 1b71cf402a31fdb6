import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  IDENTITY_HEADER,
  IdentitySigner,
  IdentityVerifier,
  makeIdentityKeys,
  type CallerIdentity,
} from '@fieldline/http';
import { systemClock } from '@fieldline/platform';
import { fastify, type FastifyInstance } from 'fastify';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpUpstream } from '../adapters/http-upstream.js';
import { forwardRoutes } from './forward-routes.js';

const CALLER: CallerIdentity = {
  kind: 'token',
  id: '01JBBBBBBBBBBBBBBBBBBBBBBB',
  name: 'script',
  tenantId: 'acme',
  scope: 'write',
  sites: null,
};

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let service: Server;
let upstream: HttpUpstream;
let gateway: FastifyInstance;
let origin: string;
let verifier: IdentityVerifier;
let seen: Seen[];
let changes: number;
let answer: { status: number; headers: Record<string, string>; body: string };

beforeEach(async () => {
  seen = [];
  changes = 0;
  answer = { status: 200, headers: { 'content-type': 'application/json', etag: '"v1"' }, body: '{"ok":true}' };
  service = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      response
        .writeHead(answer.status, { ...answer.headers, 'set-cookie': 'inner=1', server: 'inside' })
        .end(answer.body);
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  upstream = new HttpUpstream({ host: '127.0.0.1', port: (service.address() as AddressInfo).port });
  const keys = await makeIdentityKeys();
  verifier = new IdentityVerifier(keys.publicKey, systemClock);
  gateway = fastify();
  gateway.decorateRequest('caller', null);
  gateway.addHook('onRequest', (request, _reply, done) => {
    (request as { caller?: CallerIdentity }).caller = CALLER;
    done();
  });
  await forwardRoutes(gateway, {
    signer: new IdentitySigner(keys.privateKey, systemClock),
    upstreams: { ingestion: upstream },
    onChanged: () => {
      changes += 1;
      return Promise.resolve();
    },
  });
  origin = await gateway.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(async () => {
  await gateway.close();
  upstream.close();
  await new Promise((resolve) => service.close(resolve));
});

function ask(path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`${origin}${path}`, options);
}

describe('a route of another service', () => {
  it('is asked with its path, query and body as they came, and with the caller signed', async () => {
    const reply = await ask('/api/v1/devices/pack%3A1?x=1', {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"v1"' },
      body: '{"name":"Ä"}',
    });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ ok: true });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'PATCH', url: '/api/v1/devices/pack%3A1?x=1', body: '{"name":"Ä"}' });
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/merge-patch+json', 'if-match': '"v1"' });
    expect(await verifier.verify(seen[0]?.headers[IDENTITY_HEADER] as string)).toEqual(CALLER);
  });

  it('hears nothing of the caller’s own making: neither an identity nor a cookie nor a token', async () => {
    const headers = { [IDENTITY_HEADER]: 'forged', cookie: 'fieldline_session=secret', authorization: 'Bearer flt_x' };
    await ask('/api/v1/sites', { method: 'GET', headers });
    expect(seen[0]?.headers).not.toHaveProperty('cookie');
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
    expect(seen[0]?.headers[IDENTITY_HEADER]).not.toBe('forged');
  });

  it('gives its status and ETag on, and of its other headers none', async () => {
    answer = { ...answer, status: 404 };
    const reply = await ask('/api/v1/sites/01JBBBBBBBBBBBBBBBBBBBBBBB');
    expect(reply.status).toBe(404);
    expect(reply.headers.get('etag')).toBe('"v1"');
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(reply.headers.get('server')).toBeNull();
  });

  it('that changed something is told of before the answer; one that failed or only read is not', async () => {
    await ask('/api/v1/sites');
    answer = { ...answer, status: 409 };
    await ask('/api/v1/sites', { method: 'POST', body: '{}' });
    expect(changes).toBe(0);
    answer = { ...answer, status: 201 };
    await ask('/api/v1/sites', { method: 'POST', body: '{}' });
    expect(changes).toBe(1);
  });

  it('that does not answer is a problem document with 503 and a time to come again', async () => {
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
    const reply = await ask('/api/v1/sites');
    expect(reply.status).toBe(503);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(reply.headers.get('retry-after')).toBe('1');
    expect(await reply.json()).toMatchObject({ type: 'urn:fieldline:problem:unavailable' });
  });

  it('refuses a body that is larger than it could use before it is read', async () => {
    const reply = await ask('/api/v1/sites', { method: 'POST', body: Buffer.alloc(1_048_577) });
    expect(reply.status).toBe(413);
    expect(seen).toHaveLength(0);
  });
});
