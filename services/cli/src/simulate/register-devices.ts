import type { ChosenDevice, SimulatedLogin } from '@fieldline/simulator';
import type { ControlApi } from '../control/control-api.js';
import { InterruptedError } from '../shell/errors.js';
import { atOnce } from './at-once.js';

/** Requests under way; the server brings those that come together to its log together. */
const AT_ONCE = 32;

export interface Registration {
  readonly api: ControlApi;
  /** How long the secrets last, s. */
  readonly secretSeconds: number;
  readonly signal: AbortSignal;
  readonly onRegistered: (devices: number) => void;
}

/** Makes the sites and devices where they are missing, and a new secret for each device. */
export async function registerDevices(
  devices: readonly ChosenDevice[],
  { api, secretSeconds, signal, onRegistered }: Registration,
): Promise<readonly SimulatedLogin[]> {
  const sites = new Map(devices.map(({ site }) => [site.name, site]));
  for (const { name, timeZone, currency } of sites.values()) await api.putSite(name, { timeZone, currency });
  let done = 0;
  return atOnce(AT_ONCE, devices, async (chosen) => {
    if (signal.aborted) throw new InterruptedError('interrupted');
    const { externalId, name, site, profile } = chosen.device;
    await api.putDevice(externalId, { name, site, profile });
    const { username, secret: password } = await api.issueSecret(externalId, secretSeconds);
    onRegistered(++done);
    return { ...chosen, login: { externalId, username, password } };
  });
}
