import { Counter, Gauge, type Metrics } from '@fieldline/platform';
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

/** Publishes the tally; it is read when metrics are asked for, so counting costs the link an addition. */
export function registerLinkMetrics(metrics: Metrics, source: LinkCounts): void {
  const { tally, inFlight, sessions } = source;
  const registers = [metrics];
  const counter = (name: string, help: string, value: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        setTo(this, value());
      },
    });
  };
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  };
  const byLabel = (name: string, help: string, label: string, values: () => Labelled): void => {
    new Counter({
      name,
      help,
      registers,
      labelNames: [label],
      collect() {
        setAll(this, label, values());
      },
    });
  };

  const { gates } = tally;
  gauge('fieldline_link_connections', 'Open connections.', () => tally.connections);
  gauge('fieldline_link_devices', 'Connected devices.', () => tally.devices);
  gauge('fieldline_link_acks_held', 'Acknowledgements that wait for the log.', () => gates.held);
  gauge('fieldline_link_in_flight_bytes', 'Bytes of messages that the log does not have yet.', () => inFlight.bytes);
  byLabel('fieldline_link_messages_total', 'PUBLISHes received.', 'qos', () => ({
    0: gates.publishes[0],
    1: gates.publishes[1],
    2: gates.publishes[2],
  }));
  counter('fieldline_link_bytes_total', 'Bytes of these PUBLISHes.', () => gates.bytes);
  counter('fieldline_link_shed_total', 'QoS 0 messages shed.', () => tally.shed);
  counter(
    'fieldline_link_stray_acks_total',
    'Acknowledgements of the broker without a message.',
    () => gates.strayAcks,
  );
  byLabel('fieldline_link_limit_hits_total', 'How often a limit was hit.', 'limit', () => ({
    ...noHits(),
    ...limitHits(tally, sessions.forgotten),
  }));
  byLabel('fieldline_link_sign_in_failures_total', 'Failed sign-ins.', 'reason', () => tally.signInFailures);
  byLabel('fieldline_link_disconnects_total', 'Connections that ended.', 'reason', () => tally.disconnects);
  byLabel('fieldline_link_refused_total', 'What a device had no right to.', 'what', () => tally.refused);
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
