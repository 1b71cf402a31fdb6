import type { DeviceAddress, FindDeviceAddress } from '@fieldline/gateway';
import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { lanAddress } from '../lan/lan-address.js';
import type { RunFacts } from '../start/run-file.js';

const ANY = new Set(['0.0.0.0', '::']);

/**
 * Where a device connects, for someone who reached the page as `askedHost`: where the listener takes every address, by the
 * name that has just worked, unless that is the machine's own loopback.
 */
export function findDeviceAddress(facts: () => RunFacts): FindDeviceAddress {
  return (askedHost): DeviceAddress | undefined => {
    const tcp = facts().addresses.find(({ transport }) => transport === 'mqtt' || transport === 'mqtts');
    if (tcp === undefined) return undefined;
    const { host, port, transport } = tcp;
    const tls = transport === 'mqtts';
    if (!ANY.has(host)) return { host, port, tls, lan: !isLoopback(host) };
    const own = isLoopback(askedHost) ? lanAddress(networkInterfaces()) : askedHost;
    return { host: own ?? '127.0.0.1', port, tls, lan: own !== undefined };
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
