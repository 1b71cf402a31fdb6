import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes, type RouteDefinition } from '@fieldline/contracts';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adminOf, adminOfNewTenant, type ApiCaller, type Asked } from '../harness/api-caller.js';
import { ServerProcess } from '../harness/server-process.js';
import { TestClient } from '../harness/test-client.js';
import { makeWorld, type TenantWorld } from './tenant-world.js';

let folder: string;
let server: ServerProcess;
let ours: ApiCaller;
let theirs: ApiCaller;
let own: TenantWorld;
let foreign: TenantWorld;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-tenants-'));
  server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
  await server.untilStoring();
  ours = await adminOf(server);
  theirs = await adminOfNewTenant(server, 'acme');
  const url = await server.mqttUrl();
  own = await makeWorld(ours, url, 'ours');
  foreign = await makeWorld(theirs, url, 'acme');
}, 120_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** What a request needs beside the ids in its path; each id in it is the other tenant's. */
function askedWithForeignIds(id: string): Asked {
  const { site, device, location, profile } = foreign;
  const time = { timeZone: 'Europe/Berlin', currency: 'EUR' };
  const draft = {
    name: 'x',
    lifetime: 'raw-30d',
    metrics: [{ metric: 'level', unit: 'm', kind: 'gauge', type: 'number', stalenessSeconds: 60 }],
  };
  const bodies: Readonly<Record<string, Asked>> = {
    signIn: { body: { name: 'admin', password: 'not the password' } },
    changePassword: { body: { current: 'not the password', next: 'another password' } },
    createToken: { body: { name: 'x', scope: 'read' } },
    listLocations: { query: { site } },
    createSite: { body: { name: 'a new one', ...time } },
    changeSite: { body: { name: 'taken over' } },
    createLocation: { body: { siteId: site, name: 'taken over' } },
    changeLocation: { body: { name: 'taken over' } },
    listDevices: { query: { site } },
    createDevice: { body: { device: 'taken-over', site, profile } },
    importDevices: { body: `device,site,profile,location\ntaken-over,${site},${profile},${location}\n` },
    putDevice: { body: { site, profile } },
    changeDevice: { body: { name: 'taken over' } },
    putBattery: { body: {} },
    putSwitches: { body: { switches: [] } },
    addProfileVersion: { body: draft },
    tryPayload: { body: { device, payload: '{"level":1}' } },
    listEnrolmentKeys: { query: { site } },
    createEnrolmentKey: { body: { siteId: site, profile } },
    getSnippets: { query: { profile } },
    listLatest: { query: { device } },
    getSeries: { query: { metric: 'level' } },
    getRawSeries: { query: { metric: 'level' } },
    live: { query: { device } },
    listDeadLetters: { query: { device } },
    countDeadLetters: { query: { device } },
    startReplay: { body: { filter: { device } } },
    listConnections: { query: { site } },
  };
  return bodies[id] ?? {};
}

/** Routes that answer 200 with what is the caller's own, or make something new of the caller's own under a name. */
const OWN_ANSWER = new Set([
  'whoAmI',
  'signOut',
  'listTokens',
  'createToken',
  'listSites',
  'createSite',
  'listProfiles',
  'addProfileVersion',
  'listHints',
  'listReplays',
  'getOverview',
  'getStatus',
  'countDeadLetters',
  'listDeadLetters',
  'listEnrolmentKeys',
  'listLocations',
  'startReplay',
  'importDevices',
  'listDevices',
  'listConnections',
]);

/** Their answers repeat the names and ids of the request. */
const SAYS_WHAT_WAS_ASKED = new Set(['addProfileVersion', 'importDevices']);

function pathOf({ path: pattern }: RouteDefinition, world: TenantWorld): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const id = (world as unknown as Readonly<Record<string, string>>)[name];
    if (id === undefined) throw new Error(`the worlds have no '${name}', which ${pattern} wants`);
    return encodeURIComponent(id);
  });
}

/** All that a tenant can see of itself. */
async function everythingOf(caller: ApiCaller, world: TenantWorld): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const route of allRoutes) {
    if (route.method !== 'GET' || route.id === 'live' || VOLATILE.has(route.id)) continue;
    const query = ['getSeries', 'getRawSeries'].includes(route.id)
      ? { metric: 'level', from: '0', to: String(FAR) }
      : {};
    const extra = route.id === 'getSnippets' ? { profile: world.profile } : query;
    const { status, text } = await caller.ask('GET', pathOf(route, world), { query: extra });
    seen[route.id] = `${status} ${text}`;
  }
  return seen;
}

const FAR = 4_102_444_800_000;
/** They tell of the present moment, or when a token was last used. */
const VOLATILE = new Set([
  'getOverview',
  'getStatus',
  'listTokens',
  'listDevices',
  'whoAmI',
  'listConnections',
  'listReplays',
  'getReplay',
]);

describe('two tenants', () => {
  it('are tried on every route and method of the document', async () => {
    const file = createRequire(import.meta.url).resolve('@fieldline/contracts/openapi.json');
    const { paths } = JSON.parse(await readFile(file, 'utf8')) as { paths: Record<string, Record<string, unknown>> };
    const documented = Object.entries(paths).flatMap(([where, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${where}`),
    );
    expect(allRoutes.map(({ method, path: where }) => `${method} ${where}`).sort()).toEqual(documented.sort());
  });

  it('each see their own', async () => {
    const seen = await everythingOf(theirs, foreign);
    for (const id of ['getSite', 'getLocation', 'getDevice', 'getSeries', 'getLatest', 'getLedger', 'getDeadLetter']) {
      expect({ id, answer: seen[id] }).toEqual({ id, answer: expect.stringMatching(/^200 /) });
    }
    expect(seen['getSeries']).toContain('4.5');
    expect(seen['getDevice']).toContain('acme-device');
  });

  it('see and change nothing of each other, whatever ids they use', async () => {
    const before = await everythingOf(theirs, foreign);
    const secrets = [
      ...Object.values({ ...foreign }).filter((id) => id.length > 3),
      'acme site',
      'acme cellar',
      'acme gauge',
    ];
    const wrong: string[] = [];
    // What would take a name of theirs in our own tenant comes last.
    const taking = new Set(['addProfileVersion', 'putDevice']);
    const inOrder = [...allRoutes].sort((one, other) => Number(taking.has(one.id)) - Number(taking.has(other.id)));
    for (const route of inOrder) {
      const target = pathOf(route, foreign);
      const { status, text } = await ours.ask(route.method, target, askedWithForeignIds(route.id));
      const refused = status === 404 || status === 422 || status === 401 || status === 403 || status === 409;
      if (!refused && !(OWN_ANSWER.has(route.id) && status < 300)) wrong.push(`${route.id}: ${status} ${text}`);
      if (route.id.startsWith('get') && route.params !== undefined && status !== 404)
        wrong.push(`${route.id}: ${status}`);
      // A problem may say what was asked for; an answer may not show what is the other tenant's.
      if (status < 300)
        for (const secret of secrets)
          if (text.includes(secret) && !SAYS_WHAT_WAS_ASKED.has(route.id))
            wrong.push(`${route.id} shows ${secret}: ${text}`);
    }
    expect(wrong).toEqual([]);
    expect(await everythingOf(theirs, foreign)).toEqual(before);
  });

  it('hear nothing of each other in the live feed', async () => {
    const stream = await fetch(`${ours.origin}/api/v1/live`, { headers: { authorization: `Bearer ${ours.token}` } });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    let heard = '';
    const publish = async (caller: ApiCaller, device: string): Promise<void> => {
      const { username, secret } = await caller.get<{ username: string; secret: string }>(
        'POST',
        `/devices/${device}/secrets`,
      );
      const url = await server.mqttUrl();
      const client = await TestClient.open({ url, externalId: device, username, password: secret });
      await client.publish({ level: 7 });
      await client.close();
    };
    await publish(theirs, foreign.device);
    await publish(ours, own.device);
    while (!heard.includes('event: reading')) {
      const { value } = await reader.read();
      heard += Buffer.from(value ?? []).toString('utf8');
    }
    await reader.cancel();
    expect(heard).toContain(own.device);
    expect(heard).not.toContain(foreign.device);
  });

  it('can do to their own what they could not do to the other’s', async () => {
    for (const id of ['revokeCredential', 'deleteDevice', 'deleteLocation', 'deleteSite', 'revokeToken']) {
      const route = allRoutes.find((one) => one.id === id) as RouteDefinition;
      const { status, text } = await theirs.ask(route.method, pathOf(route, foreign));
      expect({ id, status, text }).toEqual({ id, status: 204, text: '' });
    }
  });
});
