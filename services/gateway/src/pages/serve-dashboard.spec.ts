import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveDashboard } from './dashboard-pages.js';

let folder: string;
let server: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  await writeFile(path.join(folder, 'index.html'), 'the page');
  server = fastify();
  await serveDashboard(server, folder);
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** The status for an address as it stands there: fetch would send what a URL makes of it. */
function ask(target: string): Promise<number | undefined> {
  const { port } = server.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const answered = (answer: IncomingMessage): void => resolve(answer.resume().statusCode);
    get({ port, host: '127.0.0.1', path: target }, answered).on('error', reject);
  });
}

describe('the door of the dashboard', () => {
  it.each(['//', '///x:99999', '//[/x', '//?a=1'])('fails at no address that is no URL, such as %s', async (target) => {
    expect([200, 404]).toContain(await ask(target));
  });

  it.each(['/..%2f..%2fpackage.json', '/assets/..%2findex.html', '/%2e%2e/package.json'])(
    'gives no file from outside its folder for %s',
    async (target) => expect([400, 403, 404]).toContain(await ask(target)),
  );
});
