import { isIPv6 } from 'node:net';

const GROUPS_OF_A_NETWORK = 4;

/** For counting: an IPv4 address, or the /64 of an IPv6 address, of which one subscriber has all. */
export function countedAddress(address: string): string {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  const network = [...groups, ...zeros, ...rest].slice(0, GROUPS_OF_A_NETWORK);
  return `${network.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** null through the control socket, which has no addresses. */
export function addressOf({ ip }: { readonly ip: string | undefined }): string | null {
  return ip === undefined || ip === '' ? null : ip;
}
