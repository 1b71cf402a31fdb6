import { describe, expect, it } from '@jest/globals';
import type { NetworkInterfaceInfo } from 'node:os';
import { lanAddress } from './lan-address.js';

function v4(address: string, internal = false): NetworkInterfaceInfo {
  return {
    address,
    family: 'IPv4',
    internal,
    netmask: '255.255.255.0',
    mac: '02:00:00:00:00:01',
    cidr: `${address}/24`,
  };
}

describe('the address in the network', () => {
  it('is the private one, before a public one and never that of a container, a link or the machine itself', () => {
    expect(
      lanAddress({
        lo: [v4('127.0.0.1', true)],
        docker0: [v4('172.17.0.1')],
        ppp0: [v4('169.254.3.4')],
        wan: [v4('203.0.113.7')],
        wlan0: [v4('192.168.1.20')],
      }),
    ).toBe('192.168.1.20');
  });

  it('is a public one where there is no other', () => {
    expect(lanAddress({ eth0: [v4('203.0.113.7')] })).toBe('203.0.113.7');
  });

  it('is none where the machine is alone', () => {
    expect(lanAddress({ lo: [v4('127.0.0.1', true)], docker0: [v4('172.17.0.1')] })).toBeUndefined();
  });
});
