import { sleep, systemClock } from '@fieldline/platform';
import type { ApiCaller } from '../harness/api-caller.js';
import { TestClient } from '../harness/test-client.js';

/** What a tenant has of each kind, by the name of the path parameter that stands for it. */
export interface TenantWorld {
  readonly site: string;
  readonly location: string;
  readonly device: string;
  readonly credential: string;
  readonly token: string;
  readonly profile: string;
  readonly version: string;
  readonly letter: string;
  readonly replay: string;
}

interface Named {
  readonly id: string;
}

const POLL_MS = 50;

/** Gives a tenant one of everything, all named after `name`, through the API and, for its readings, through MQTT. */
export async function makeWorld(caller: ApiCaller, mqttUrl: string, name: string): Promise<TenantWorld> {
  const profile = `${name}-profile`;
  const metrics = [
    { metric: 'level', unit: 'm', kind: 'gauge', type: 'number', min: 0, max: 10, stalenessSeconds: 60 },
  ];
  const draft = { name: `${name} gauge`, lifetime: 'raw-30d', metrics };
  await caller.get('POST', `/profiles/${profile}/versions`, { body: draft });
  const site = await caller.get<Named>('POST', '/sites', {
    body: { name: `${name} site`, timeZone: 'Europe/Berlin', currency: 'EUR' },
  });
  const location = await caller.get<Named>('POST', '/locations', { body: { siteId: site.id, name: `${name} cellar` } });
  const device = `${name}-device`;
  await caller.get('POST', '/devices', { body: { device, site: site.id, profile, locationId: location.id } });
  const secret = await caller.get<Named & { username: string; secret: string }>('POST', `/devices/${device}/secrets`);
  const token = await caller.get<Named>('POST', '/tokens', { body: { name: `${name} script`, scope: 'read' } });
  const client = await TestClient.open({
    url: mqttUrl,
    externalId: device,
    username: secret.username,
    password: secret.secret,
  });
  await client.publish({ level: 4.5 });
  await client.publish(`{"level": "${name} is not a number"}`);
  await client.close();
  const letter = await firstOf(caller, `/dead-letters`);
  const replay = await caller.get<Named>('POST', '/dead-letter-replays', { body: { filter: { device } } });
  const ids = { site: site.id, location: location.id, credential: secret.id, token: token.id, replay: replay.id };
  return { ...ids, device, profile, version: '1', letter };
}

/** Waits for the writer. */
async function firstOf(caller: ApiCaller, path: string): Promise<string> {
  for (;;) {
    const { items } = await caller.get<{ items: readonly Named[] }>('GET', path);
    if (items[0] !== undefined) return items[0].id;
    await sleep(systemClock, POLL_MS);
  }
}
