import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { ReadableStream } from 'node:stream/web';
import { text } from 'node:stream/consumers';
import { ServerNotReadyError, ServerNotRunningError } from '../shell/errors.js';
import { ask, RefusedError } from './ask.js';
import { connect, type Connection } from './connection.js';

interface Seen {
  readonly request: IncomingMessage;
  readonly body: string;
}

let folder: string;
let server: Server;
let answer: RequestListener;
let seen: Seen[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  seen = [];
  answer = (_request, response) => json(response, 200, { items: [] });
  server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ request, body });
      answer(request, response);
    });
  });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function json(response: Parameters<RequestListener>[1], status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function bySocket(signal?: AbortSignal): Promise<Connection> {
  await once(server.listen(path.join(folder, 'control.sock')), 'listening');
  return connect({ kind: 'folder', folder }, signal === undefined ? {} : { signal });
}

async function byUrl(): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a connection over the socket of a data folder', () => {
  it('carries path, query, headers and body, and no token', async () => {
    const { api } = await bySocket();
    await ask(api.GET('/sites', { params: { query: { name: 'Werk 1 & 2' } } }));
    await ask(
      api.POST('/devices/{device}/secrets', {
        params: { path: { device: 'a:b' } },
        body: { replace: true, expiresInSeconds: null },
      }),
    );
    await ask(api.PATCH('/devices/{device}', { params: { path: { device: 'a' } }, body: { disabled: true } }));
    expect(seen.map(({ request: { method, url } }) => `${method} ${url}`)).toEqual([
      'GET /api/v1/sites?name=Werk%201%20%26%202',
      'POST /api/v1/devices/a%3Ab/secrets',
      'PATCH /api/v1/devices/a',
    ]);
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ replace: true, expiresInSeconds: null });
    expect(seen[2]?.request.headers).toMatchObject({ 'content-type': 'application/merge-patch+json' });
    expect(seen.some(({ request }) => 'authorization' in request.headers)).toBe(false);
  });

  it('takes an answer without a body', async () => {
    const { api } = await bySocket();
    answer = (_request, response) => response.writeHead(204).end();
    expect(await ask(api.DELETE('/devices/{device}', { params: { path: { device: 'a' } } }))).toBeUndefined();
  });

  it('gives the beginning of an answer before its end is there', async () => {
    const { api } = await bySocket();
    answer = (_request, response) => void response.writeHead(200).write('first');
    const body = (await ask(api.GET('/live', { parseAs: 'stream' }))) as unknown as ReadableStream<Uint8Array>;
    const reader = body.getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('first');
    await reader.cancel();
  });

  it('says that no server runs where none answers, and where one dies in its answer', async () => {
    await expect(ask(connect({ kind: 'folder', folder }).api.GET('/status'))).rejects.toThrow(ServerNotRunningError);
    const { api } = await bySocket();
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"ready"');
      setImmediate(() => response.destroy());
    };
    await expect(ask(api.GET('/status'))).rejects.toThrow(ServerNotRunningError);
  });

  it('ends with its signal', async () => {
    const ending = new AbortController();
    const { api } = await bySocket(ending.signal);
    answer = () => ending.abort();
    await expect(ask(api.GET('/status'))).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a connection over HTTP', () => {
  it('carries the token, and takes it to no other server', async () => {
    const origin = await byUrl();
    const { api } = connect({ kind: 'url', origin, token: 'flt_x' });
    await ask(api.GET('/sites'));
    expect(seen[0]?.request.headers.authorization).toBe('Bearer flt_x');
    answer = (_request, response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end();
    await expect(ask(api.GET('/sites'))).rejects.toThrow(ServerNotRunningError);
    expect(seen.map(({ request }) => request.url)).toEqual(['/api/v1/sites', '/api/v1/sites']);
  });

  it('says whom it could not reach', async () => {
    const { api } = connect({ kind: 'url', origin: 'http://127.0.0.1:9', token: undefined });
    await expect(ask(api.GET('/sites'))).rejects.toThrow(/no server answers at http:\/\/127\.0\.0\.1:9 /);
  });
});

describe('what the API says', () => {
  const problem = (status: number, more: object = {}) => ({ type: 'urn:x', title: 'No', status, ...more });

  it('is told with the faults that its sentence does not name', async () => {
    const { api } = await bySocket();
    const faults = [
      { at: 'body.name', message: 'missing' },
      { at: 'body.site', message: 'no such site' },
    ];
    answer = (_request, response) => json(response, 422, problem(422, { detail: 'name: missing', faults }));
    const refused = ask(api.GET('/sites'));
    await expect(refused).rejects.toThrow(/^name: missing; body\.site: no such site$/);
    await expect(refused).rejects.toThrow(RefusedError);
  });

  it('comes with what to do where it is about the token', async () => {
    const { api } = await bySocket();
    answer = (_request, response) => json(response, 401, problem(401, { detail: 'who are you' }));
    await expect(ask(api.GET('/sites'))).rejects.toThrow(/who are you; .*FIELDLINE_TOKEN/);
    answer = (_request, response) => json(response, 403, problem(403));
    await expect(ask(api.GET('/sites'))).rejects.toThrow(/higher scope/);
  });

  it('may change where it is 503', async () => {
    const { api } = await bySocket();
    answer = (_request, response) => json(response, 503, problem(503));
    await expect(ask(api.GET('/sites'))).rejects.toThrow(ServerNotReadyError);
  });

  it('is waited for where there were too many requests, with the same body again, and not without end', async () => {
    await bySocket();
    const waits: number[] = [];
    const patience = { clock: systemClock, onWaiting: (seconds: number) => void waits.push(seconds) };
    const { api } = connect({ kind: 'folder', folder }, { patience });
    const tooMany = problem(429, { detail: 'too many' });
    answer = (_request, response) =>
      seen.length < 3 ? json(response, 429, tooMany, { 'retry-after': '0' }) : json(response, 201, { id: 'x' });
    const body = { name: 'a', timeZone: 'UTC', currency: 'EUR', lifetime: null };
    expect(await ask(api.POST('/sites', { body }))).toEqual({ id: 'x' });
    expect(waits).toEqual([0, 0]);
    expect(new Set(seen.map((one) => one.body)).size).toBe(1);
    answer = (_request, response) => json(response, 429, tooMany, { 'retry-after': '0' });
    await expect(ask(api.POST('/sites', { body }))).rejects.toThrow('too many');
  });
});
