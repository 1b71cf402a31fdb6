import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfSigned } from '@fieldline/device-link-broker/contract';
import { openSocketDoor } from './socket-door.js';
import { openPort, type Door } from './door.js';

const spot = { name: 'HTTP', flag: 'http-port', host: '127.0.0.1' };
let folder: string;
let doors: Pick<Door, 'close'>[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  doors = [];
});

afterEach(async () => {
  await Promise.all(doors.map((door) => door.close(0)));
  await rm(folder, { recursive: true });
});

describe('a door', () => {
  it('says 503 until its application is there, then passes requests on', async () => {
    const door = await openPort({ ...spot, port: 0 });
    doors.push(door);
    const url = `http://127.0.0.1:${door.port}/`;
    expect((await fetch(url)).status).toBe(503);
    door.open((_request, response) => response.end('here'));
    expect(await (await fetch(url)).text()).toBe('here');
  });

  it('speaks TLS where it has a certificate, and nothing else', async () => {
    const door = await openPort({ ...spot, port: 0, tls: selfSigned() });
    doors.push(door);
    door.open((_request, response) => response.end('here'));
    const answer = await new Promise<string>((resolve, reject) => {
      const call = secureRequest({ port: door.port, host: '127.0.0.1', rejectUnauthorized: false }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      });
      call.on('error', reject).end();
    });
    expect(answer).toBe('here');
    await expect(fetch(`http://127.0.0.1:${door.port}/`)).rejects.toThrow();
  });

  it('names a taken port and the flag that moves it', async () => {
    const door = await openPort({ ...spot, port: 0 });
    doors.push(door);
    await expect(openPort({ ...spot, port: door.port })).rejects.toThrow(
      `port ${door.port} on 127.0.0.1 (HTTP) is taken: set --http-port to another`,
    );
  });

  it('cuts connections beyond its limit, and takes more when some have gone', async () => {
    const door = await openPort({ ...spot, port: 0, connections: 2 });
    doors.push(door);
    const held = await Promise.all([connected(door.port), connected(door.port)]);
    const third = await connected(door.port);
    await once(third.resume(), 'close');
    expect(held.map(({ closed }) => closed)).toEqual([false, false]);
    const gone = held.map((socket) => once(socket, 'close'));
    for (const socket of held) socket.end('GET / HTTP/1.0\r\n\r\n').resume();
    await Promise.all(gone);
    expect((await fetch(`http://127.0.0.1:${door.port}/`)).status).toBe(503);
  });

  it('closes within its grace time although a client holds its connection', async () => {
    const door = await openPort({ ...spot, port: 0 });
    door.open(() => undefined);
    const hanging = request({ port: door.port, host: '127.0.0.1' });
    const cut = new Promise((resolve) => hanging.once('error', resolve));
    hanging.end();
    await new Promise((resolve) => hanging.once('socket', resolve));
    await door.close(50);
    await cut;
  });
});

describe('the control socket', () => {
  it('is for its owner alone', async () => {
    const socket = path.join(folder, 'control.sock');
    doors.push(await openSocketDoor(socket));
    expect((await stat(socket)).mode & 0o777).toBe(0o600);
  });

  it('refuses a second server on the same data folder', async () => {
    const socket = path.join(folder, 'control.sock');
    doors.push(await openSocketDoor(socket));
    await expect(openSocketDoor(socket)).rejects.toThrow(`another server runs on the data folder ${folder}`);
  });

  it('takes the place of one that a killed server left behind', async () => {
    const socket = path.join(folder, 'control.sock');
    await writeFile(socket, '');
    doors.push(await openSocketDoor(socket));
  });

  it('says when the path of the data folder is too long for a socket', async () => {
    const socket = path.join(folder, 'x'.repeat(120), 'control.sock');
    await expect(openSocketDoor(socket)).rejects.toThrow(/too long/);
  });
});

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  return socket;
}
