import { buildDeviceTopic } from '@fieldline/contracts';
import type { LocalServer } from '../control/local-server.js';
import type { LoadJobDevice } from './load/load-job.js';

const SITE = 'bench';
const PROFILE = 'battery-cell';
const SECRET_SECONDS = 86_400;

type Unsigned = Omit<LoadJobDevice, 'username' | 'password'>;

/**
 * The devices of a load. Their readings are 1 ms apart from `firstAt` on, so that each is one of its own; at full load
 * that may run a little ahead of the clock, well within what the platform believes.
 */
export function benchDevices(count: number, firstAt: number): readonly Unsigned[] {
  return Array.from({ length: count }, (_, at) => {
    const clientId = `bench-${String(at + 1).padStart(4, '0')}`;
    return { clientId, firstAt, topic: buildDeviceTopic({ device: clientId, channel: 'telemetry' }) };
  });
}

/** Registers devices at a server, each with a secret that lasts for the bench. */
export async function registerDevices(
  api: LocalServer,
  devices: readonly Unsigned[],
): Promise<readonly LoadJobDevice[]> {
  await api.ensureSite({ name: SITE, timeZone: 'UTC', currency: 'EUR' });
  const registered: LoadJobDevice[] = [];
  for (const device of devices) {
    await api.putDevice(device.clientId, { site: SITE, profile: PROFILE });
    const { username, secret } = await api.issueSecret(device.clientId, SECRET_SECONDS);
    registered.push({ ...device, username, password: secret });
  }
  return registered;
}
