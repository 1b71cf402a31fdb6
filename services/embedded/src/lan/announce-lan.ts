import { snippetsFor, type Connection } from '@fieldline/gateway';
import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { RunFacts } from '../start/run-file.js';
import { writeWhole } from '../start/write-whole.js';
import { lanAddress } from './lan-address.js';
import { lanBanner, NO_NETWORK } from './lan-banner.js';
import { lanKey, type LanKeyParts } from './lan-key.js';

export interface AnnounceLanParts extends LanKeyParts {
  readonly tenantId: string;
  readonly site: string;
  readonly facts: RunFacts;
  /** Where the programs go. */
  readonly folder: string;
  /** For a program of the key's profile: what it sends, and how often. */
  readonly sampleOf: (profile: string) => Pick<Connection, 'sample' | 'everySeconds'>;
}

const DEVICE = 'my-esp32';

/** Writes the programs down and says how phones and devices in the network get in. */
export async function announceLan(parts: AnnounceLanParts): Promise<string> {
  const { facts, tenantId, site, folder, sampleOf } = parts;
  const host = lanAddress(networkInterfaces());
  if (host === undefined) return NO_NETWORK;
  const key = await lanKey(parts, tenantId, site);
  const tcp = facts.addresses.find(({ transport }) => transport === 'mqtt' || transport === 'mqtts');
  const connection: Connection = {
    host,
    port: tcp?.port ?? 1883,
    tls: tcp?.transport === 'mqtts',
    device: DEVICE,
    username: 'enrol',
    password: key.key,
    topic: `devices/${DEVICE}/telemetry`,
    ...sampleOf(key.profile),
  };
  const programs = await writePrograms(folder, connection);
  const mqtt = tcp === undefined ? undefined : `${tcp.transport}://${host}:${tcp.port}`;
  return lanBanner({ page: `${facts.http.scheme}://${host}:${facts.http.port}`, mqtt, key, programs });
}

async function writePrograms(folder: string, connection: Connection) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const snippets = snippetsFor(connection);
  for (const { file, code } of snippets) await writeWhole(path.join(folder, file), code);
  return snippets.map(({ title, file }) => ({ title, file: shortest(path.join(folder, file)) }));
}

function shortest(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
