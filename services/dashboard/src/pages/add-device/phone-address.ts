interface Where {
  /** Of the address that this page was opened at. */
  readonly origin: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
}

interface Mqtt {
  readonly host: string;
  readonly lan: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/** This page's address as another machine reaches it; undefined where none does. */
export function phoneAddress({ origin, hostname, port, path }: Where, mqtt: Mqtt): string | undefined {
  if (!LOOPBACK.test(hostname)) return `${origin}${path}`;
  if (!mqtt.lan || LOOPBACK.test(mqtt.host)) return undefined;
  const host = mqtt.host.includes(':') ? `[${mqtt.host}]` : mqtt.host;
  return `http://${host}${port === '' ? '' : `:${port}`}${path}`;
}
