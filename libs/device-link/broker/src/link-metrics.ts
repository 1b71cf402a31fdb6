import { advise, Counter, Gauge, type Metrics } from '@fieldline/platform';
import type { InFlight, SessionMemories } from '@fieldline/device-link-frames';
import { LINK_LIMITS, type LimitName } from './link-limits.js';
import { limitHits, type LinkTally } from './link-tally.js';

/** What the metrics are read from. */
export interface LinkCounts {
  readonly tally: LinkTally;
  readonly inFlight: InFlight;
  readonly sessions: SessionMemories;
}

type Labelled = Readonly<Record<string, number | undefined>>;

/** What a metric is, and what to make of it. */
type About = readonly [name: string, help: string, advice: string];

const GAUGES = {
  connections: [
    'fieldline_link_connections',
    'Open connections.',
    'More than `fieldline_link_devices` for long: connections that do not sign in.',
  ],
  devices: [
    'fieldline_link_devices',
    'Connected devices.',
    'Falling at once: the network, or a certificate; see `fieldline_link_disconnects_total`.',
  ],
  heldAcks: [
    'fieldline_link_held_acks',
    'Acknowledgements that wait for the log.',
    'Rising: the disk is slow or full; see `fieldline_log_sync_seconds` and `fieldline_log_withheld`.',
  ],
  inFlightBytes: [
    'fieldline_link_in_flight_bytes',
    'Bytes of messages that the log does not have yet.',
    'At its limit connections are read no further, and QoS 0 messages are shed from half of it on.',
  ],
} as const satisfies Record<string, About>;

const COUNTERS = {
  messages: ['fieldline_link_received_messages_total', 'PUBLISHes received.', 'The pace at which devices send.'],
  bytes: ['fieldline_link_received_bytes_total', 'Bytes of these PUBLISHes.', 'With the messages: their mean size.'],
  shed: [
    'fieldline_link_shed_messages_total',
    'QoS 0 messages shed.',
    'The log is behind. Use QoS 1 for what must not be lost; the ledger tells whose were shed.',
  ],
  strayAcks: [
    'fieldline_link_stray_acks_total',
    'Acknowledgements of the broker without a message.',
    'Must stay 0; a fault of ours that cost nothing, worth a report.',
  ],
  limitHits: [
    'fieldline_link_limit_hits_total',
    'How often a limit was hit.',
    'The label names the limit; the README of the device link says what each protects.',
  ],
  signInFailures: [
    'fieldline_link_sign_in_failures_total',
    'Failed sign-ins.',
    '`refused`: a wrong or ended secret, or somebody guesses; they are slowed down by address.',
  ],
  disconnects: [
    'fieldline_link_disconnects_total',
    'Connections that ended.',
    '`lost` and `keepalive`: the network. `taken-over`: two devices share one name or secret.',
  ],
  refused: [
    'fieldline_link_refused_requests_total',
    'What a device had no right to.',
    'A device publishes or listens on topics of another one: correct its topic, or its gateway.',
  ],
} as const satisfies Record<string, About>;

/** Publishes the tally; it is read when metrics are asked for, so counting costs the link an addition. */
export function registerLinkMetrics(metrics: Metrics, source: LinkCounts): void {
  const { tally, inFlight, sessions } = source;
  const about = ([name, help, advice]: About): { name: string; help: string; registers: Metrics[] } => {
    advise(metrics, name, advice);
    return { name, help, registers: [metrics] };
  };
  const counter = (what: About, value: () => number): void => {
    new Counter({
      ...about(what),
      collect() {
        setTo(this, value());
      },
    });
  };
  const gauge = (what: About, value: () => number): void => {
    new Gauge({
      ...about(what),
      collect() {
        this.set(value());
      },
    });
  };
  const byLabel = (what: About, label: string, values: () => Labelled): void => {
    new Counter({
      ...about(what),
      labelNames: [label],
      collect() {
        setAll(this, label, values());
      },
    });
  };

  const { gates } = tally;
  gauge(GAUGES.connections, () => tally.connections);
  gauge(GAUGES.devices, () => tally.devices);
  gauge(GAUGES.heldAcks, () => gates.held);
  gauge(GAUGES.inFlightBytes, () => inFlight.bytes);
  byLabel(COUNTERS.messages, 'qos', () => ({ 0: gates.publishes[0], 1: gates.publishes[1], 2: gates.publishes[2] }));
  counter(COUNTERS.bytes, () => gates.bytes);
  counter(COUNTERS.shed, () => tally.shed);
  counter(COUNTERS.strayAcks, () => gates.strayAcks);
  byLabel(COUNTERS.limitHits, 'limit', () => ({ ...noHits(), ...limitHits(tally, sessions.forgotten) }));
  byLabel(COUNTERS.signInFailures, 'reason', () => tally.signInFailures);
  byLabel(COUNTERS.disconnects, 'reason', () => tally.disconnects);
  byLabel(COUNTERS.refused, 'what', () => tally.refused);
}

function noHits(): Labelled {
  const names: LimitName[] = Object.values(LINK_LIMITS).map(({ counted }) => counted);
  return Object.fromEntries(names.map((name) => [name, 0]));
}

function setTo(counter: Counter, value: number): void {
  counter.reset();
  counter.inc(value);
}

function setAll(counter: Counter, label: string, values: Labelled): void {
  counter.reset();
  for (const [key, value] of Object.entries(values)) counter.inc({ [label]: key }, value ?? 0);
}
