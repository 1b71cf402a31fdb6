import { ServerNotRunningError } from '../shell/errors.js';
import type { ServerStatus } from './control-api.js';

/** What a server listens on when it listens on every address; one connects to the loopback instead. */
const ANY_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** URL at which the server takes devices' connections. */
export function mqttAddress({ addresses }: Pick<ServerStatus, 'addresses'>): string {
  const address = addresses.find(({ transport }) => transport === 'mqtt') ?? addresses[0];
  if (address === undefined) throw new ServerNotRunningError('the server listens for no devices');
  const host = ANY_ADDRESS[address.host] ?? address.host;
  return `${address.transport}://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
