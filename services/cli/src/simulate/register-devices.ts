import { OperatorError } from '@fieldline/platform';
import { missingDevices, type ChosenDevice, type SimulatedLogin } from '@fieldline/simulator';
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

/**
 * Makes the sites and devices where they are missing, and a new secret for each device; what is there stays as it is.
 * Rejects with OperatorError, before anything is changed, where a name belongs to a device that is not the fleet's.
 */
export async function registerDevices(
  devices: readonly ChosenDevice[],
  { api, secretSeconds, signal, onRegistered }: Registration,
): Promise<readonly SimulatedLogin[]> {
  const missing = missingDevices(devices, await api.devices());
  const firstOfSite = new Map([...missing].reverse().map((chosen) => [chosen.site.name, chosen]));
  for (const chosen of firstOfSite.values()) await makeWithSite(chosen, api);
  const others = new Set(missing.filter((chosen) => firstOfSite.get(chosen.site.name) !== chosen));
  let done = 0;
  return atOnce(AT_ONCE, devices, async (chosen) => {
    if (signal.aborted) throw new InterruptedError('interrupted');
    const { externalId } = chosen.device;
    if (others.has(chosen)) await make(chosen, api);
    const { username, secret: password } = await api.issueSecret(externalId, secretSeconds);
    onRegistered(++done);
    return { ...chosen, login: { externalId, username, password } };
  });
}

function make({ device: { externalId, name, site, profile } }: ChosenDevice, api: ControlApi): Promise<unknown> {
  return api.putDevice(externalId, { name, site, profile });
}

/** The control API tells of no sites, and changes one that is put again; but it refuses a device whose site is missing. */
async function makeWithSite(chosen: ChosenDevice, api: ControlApi): Promise<void> {
  const { name, timeZone, currency } = chosen.site;
  try {
    await make(chosen, api);
  } catch (error) {
    if (!(error instanceof OperatorError && error.message.startsWith(`site: there is no site '${name}'`))) throw error;
    await api.putSite(name, { timeZone, currency });
    await make(chosen, api);
  }
}
