import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock, systemRandom } from '@fieldline/platform';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runFieldline } from '../program.js';
import { EXIT } from '../shell/exit-codes.js';

let folder: string;
let server: Server;
let seen: IncomingMessage[];
let answers: ((response: ServerResponse) => void)[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  [seen, answers] = [[], []];
  server = createServer((request, response) => {
    seen.push(request);
    answers.shift()?.(response);
  });
  await once(server.listen(path.join(folder, 'control.sock')), 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const event = (id: string, at: number): string =>
  `event: reading\nid: ${id}\ndata: {"device":"a","at":${at},"values":{"voltage":48}}\n\n`;
const feed = (response: ServerResponse, text: string): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(text);
  return response;
};

function live(...args: readonly string[]) {
  let [out, err] = ['', ''];
  const interrupt = new AbortController();
  const context = {
    ...{ clock: systemClock, random: systemRandom, env: {}, folder, signal: interrupt.signal },
    out: { write: (text: string | Uint8Array) => void (out += String(text)) },
    err: { write: (text: string | Uint8Array) => void (err += String(text)) },
  };
  const ended = runFieldline(['live', '--data', folder, ...args], context);
  return { ended, interrupt: () => interrupt.abort(), told: () => ({ out, err }) };
}

describe('fieldline live', () => {
  it('goes on after the last event when the connection is lost, and says so', async () => {
    answers.push((response) => setTimeout(() => response.destroy(), 20) && feed(response, event('e-7', 1)));
    answers.push((response) => feed(response, event('e-8', 2)));
    const { ended, told } = live('--count', '2', 'a', '--event', 'reading');
    expect(await ended).toBe(EXIT.ok);
    expect(seen.map(({ url }) => url)).toEqual(Array(2).fill('/api/v1/live?device=a&event=reading'));
    expect(seen.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'e-7']);
    expect(
      told()
        .out.trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['e-7', 'e-8']);
    expect(told().err).toMatch(/^fieldline: .*\n$/);
  });

  it('ends at Ctrl-C without a word', async () => {
    answers.push((response) => feed(response, event('e-7', 1)));
    const { ended, interrupt, told } = live('--no-json');
    while (told().out === '') await new Promise((resolve) => setTimeout(resolve, 5));
    interrupt();
    expect(await ended).toBe(EXIT.interrupted);
    expect(told()).toEqual({ out: '1970-01-01T00:00:00.001Z  a  voltage=48\n', err: '' });
  });

  it('ends where the server refuses, or where there never was one', async () => {
    answers.push((response) =>
      response.writeHead(404).end('{"title":"No","status":404,"detail":"there is no device \'a\'"}'),
    );
    const refused = live('a');
    expect(await refused.ended).toBe(EXIT.failed);
    expect(refused.told().err).toBe("fieldline: there is no device 'a'\n");
    server.close();
    server.closeAllConnections();
    expect(await live().ended).toBe(EXIT.notRunning);
  });
});
