import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { LoadTarget } from './load-device.js';
import type { ServerProcess } from './server-process.js';

const SITE = 'Home';
const PROFILE = 'battery-pack';

/** Registers devices through the control socket and gives each a secret. */
export async function registerDevices(server: ServerProcess, externalIds: readonly string[]): Promise<LoadTarget[]> {
  const url = await server.mqttUrl();
  const targets: LoadTarget[] = [];
  for (const externalId of externalIds) {
    const device = `/api/v1/devices/${externalId}`;
    await server.control('PUT', device, { site: SITE, profile: PROFILE });
    const path = `${device}/secrets`;
    const { username, secret } = await server.control<{ username: string; secret: string }>('POST', path, {});
    targets.push({ url, externalId, username, password: secret });
  }
  return targets;
}

/** An enrolment key of the first site. */
export async function enrolmentKey(server: ServerProcess): Promise<string> {
  const { items } = await server.control<{ items: readonly { id: string }[] }>('GET', `/api/v1/sites?name=${SITE}`);
  const body = { siteId: items[0]?.id, profile: PROFILE };
  return (await server.control<{ key: string }>('POST', '/api/v1/enrolment-keys', body)).key;
}

/** Ports that were free a moment ago, for a server that has to come back on the same ones. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export async function emptyFile(file: string): Promise<string> {
  await writeFile(file, '');
  return file;
}
