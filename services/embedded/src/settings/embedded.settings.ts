import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** One setting: where it comes from, what it defaults to, what it means. The flag, where it has one, wins. */
export interface SettingDeclaration {
  readonly env: string;
  /** Command-line flag without its dashes. */
  readonly flag?: string;
  /** The flag takes no value and means `true`. */
  readonly isSwitch?: true;
  /** As it would be written in the environment; undefined when there is none. */
  readonly default?: string;
  readonly means: string;
  /** What would be right, for the message about a wrong value. */
  readonly expected: string;
  readonly schema: z.ZodType;
}

const PORT_EXPECTED = '0 to 65535, where 0 takes any free port';

/** Every setting of the embedded edition; help, reference and `.env.example` are checked against it. */
export const SETTINGS = {
  dataFolder: {
    env: 'FIELDLINE_DATA',
    flag: 'data',
    default: './data',
    means: 'data folder: journal, database, server key, control socket',
    expected: 'a path',
    schema: z.string().min(1),
  },
  host: {
    env: 'FIELDLINE_HOST',
    flag: 'host',
    default: '127.0.0.1',
    means: 'address that MQTT, WebSocket, HTTP and metrics listen on',
    expected: 'an IP address or host name',
    schema: z.string().min(1),
  },
  lan: {
    env: 'FIELDLINE_LAN',
    flag: 'lan',
    isSwitch: true,
    default: 'false',
    means: 'true: MQTT, WebSocket and HTTP listen on the whole network; prints address, QR code, key and programs',
    expected: 'true or false; not together with a host',
    schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
  },
  mqttPort: {
    env: 'FIELDLINE_MQTT_PORT',
    flag: 'port',
    default: '1883',
    means: 'MQTT 3.1.1 over TCP',
    expected: PORT_EXPECTED,
    schema: port,
  },
  wsPort: {
    env: 'FIELDLINE_WS_PORT',
    flag: 'ws-port',
    default: '8083',
    means: 'MQTT over WebSocket',
    expected: PORT_EXPECTED,
    schema: port,
  },
  httpPort: {
    env: 'FIELDLINE_HTTP_PORT',
    flag: 'http-port',
    default: '8080',
    means: 'the page, the API at /api/v1, health: /healthz, /readyz, /health/details',
    expected: PORT_EXPECTED,
    schema: port,
  },
  publicHosts: {
    env: 'FIELDLINE_PUBLIC_HOSTS',
    default: '',
    means: 'names under which browsers reach the page, comma separated; addresses and the machine’s own name need none',
    expected: 'host names such as fieldline.example.org, comma separated',
    schema: z
      .string()
      .regex(/^$|^[A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*$/)
      .transform((text) => text.split(',').filter((name) => name !== '')),
  },
  metricsPort: {
    env: 'FIELDLINE_METRICS_PORT',
    flag: 'metrics-port',
    default: '9464',
    means: 'Prometheus metrics: /metrics',
    expected: PORT_EXPECTED,
    schema: port,
  },
  tlsCertFile: {
    env: 'FIELDLINE_TLS_CERT_FILE',
    means: 'certificate chain (PEM); with the key, MQTT, WebSocket and the page speak TLS',
    expected: 'a path',
    schema: z.string().min(1).optional(),
  },
  tlsKeyFile: {
    env: 'FIELDLINE_TLS_KEY_FILE',
    means: 'private key of the certificate (PEM)',
    expected: 'a path',
    schema: z.string().min(1).optional(),
  },
  timeZone: {
    env: 'FIELDLINE_TIME_ZONE',
    means: "time zone of the first site; default: the machine's",
    expected: 'an IANA name such as Europe/Berlin',
    schema: z.string().refine(isTimeZone).optional(),
  },
  currency: {
    env: 'FIELDLINE_CURRENCY',
    default: 'EUR',
    means: 'currency of the first site',
    expected: 'three capitals of ISO 4217',
    schema: z.string().regex(/^[A-Z]{3}$/),
  },
  demo: {
    env: 'FIELDLINE_DEMO',
    flag: 'demo',
    isSwitch: true,
    default: 'false',
    means: 'true: sample fleets of all domains send, at first their last 24 hours',
    expected: 'true or false',
    schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
  },
  logLevel: {
    env: 'FIELDLINE_LOG_LEVEL',
    default: 'warn',
    means: 'log lines (JSON, standard error) from this level on',
    expected: LOG_LEVELS.join(', '),
    schema: z.enum(LOG_LEVELS),
  },
  otlpEndpoint: {
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    means: 'OpenTelemetry collector that gets traces (OTLP over HTTP); none: nothing is traced',
    expected: 'an http or https URL such as http://127.0.0.1:4318',
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  traceRatio: {
    env: 'OTEL_TRACES_SAMPLER_ARG',
    default: '0.001',
    means: 'share of messages and requests that are traced, 0 to 1',
    expected: 'a number from 0 to 1',
    schema: z.coerce.number().min(0).max(1),
  },
} as const satisfies Readonly<Record<string, SettingDeclaration>>;

export type SettingName = keyof typeof SETTINGS;
export type EmbeddedSettings = { readonly [N in SettingName]: z.infer<(typeof SETTINGS)[N]['schema']> };

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
