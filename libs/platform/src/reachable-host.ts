/** What a listener on every address is reached at from its own machine. */
const ANY_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The host of a URL that reaches a listener bound to `host` from its own machine: IPv6 in brackets. */
export function reachableHost(host: string): string {
  const reached = ANY_ADDRESS[host] ?? host;
  return reached.includes(':') ? `[${reached}]` : reached;
}
