import { reachableHost } from '@fieldline/platform';
import { ServerNotRunningError } from '../shell/errors.js';
import type { ServerStatus } from './local-server.js';

/** URL at which the server takes devices' connections. */
export function mqttAddress({ addresses }: Pick<ServerStatus, 'addresses'>): string {
  const address = addresses.find(({ transport }) => transport === 'mqtt') ?? addresses[0];
  if (address === undefined) throw new ServerNotRunningError('the server listens for no devices');
  return `${address.transport}://${reachableHost(address.host)}:${address.port}`;
}
