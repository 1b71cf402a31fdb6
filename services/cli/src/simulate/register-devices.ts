import { missingDevices, type ChosenDevice, type SimulatedLogin } from '@fieldline/simulator';
import type { LocalServer } from '../control/local-server.js';
import { InterruptedError } from '../shell/errors.js';
import { atOnce } from './at-once.js';

/** Requests under way; the server brings those that come together to its log together. */
const AT_ONCE = 32;

export interface Registration {
  readonly api: LocalServer;
  /** How long the secrets last, s. */
  readonly secretSeconds: number;
  readonly signal: AbortSignal;
  readonly onRegistered: (devices: number) => void;
}

/**
 * Makes the sites and devices where they are missing, and a new secret for each device; what is there stays as it is.
 * Rejects with OperatorError, before anything is changed, where a name belongs to a device that is not the fleet's.
 */
export async function registerDevices(
  devices: readonly ChosenDevice[],
  { api, secretSeconds, signal, onRegistered }: Registration,
): Promise<readonly SimulatedLogin[]> {
  const missing = missingDevices(devices, await api.devices());
  const sites = new Map(missing.map(({ site }) => [site.name, site]));
  for (const { name, timeZone, currency } of sites.values()) await api.ensureSite({ name, timeZone, currency });
  const fresh = new Set(missing);
  let done = 0;
  return atOnce(AT_ONCE, devices, async (chosen) => {
    if (signal.aborted) throw new InterruptedError('interrupted');
    const { externalId } = chosen.device;
    if (fresh.has(chosen)) await make(chosen, api);
    const { username, secret: password } = await api.issueSecret(externalId, secretSeconds);
    onRegistered(++done);
    return { ...chosen, login: { externalId, username, password } };
  });
}

function make({ device: { externalId, name, site, profile } }: ChosenDevice, api: LocalServer): Promise<unknown> {
  return api.putDevice(externalId, { name, site, profile });
}
