import type { Duplex } from 'node:stream';
import type { Client, ConnectPacket, PublishPacket } from 'aedes';
import type { DeviceDirectory, DeviceLink, LinkAddress, MessageHandler, ShedHandler } from '@fieldline/device-link';
import { FrameGate, InFlight, Intake, SessionMemories } from '@fieldline/device-link-frames';
import { sleep, type Clock, type Logger, type Metrics, type Tracing } from '@fieldline/platform';
import { boundedPersistence } from './bounded-persistence.js';
import { ConnectionBook } from './connection-book.js';
import { DeviceBroker } from './device-broker.js';
import { DeviceConnection } from './device-connection.js';
import { Doorkeeper, type Arrival } from './doorkeeper.js';
import { linkLimits, type LinkLimits } from './link-limits.js';
import { registerLinkMetrics } from './link-metrics.js';
import { count, newLinkTally } from './link-tally.js';
import { openListener, type Listener, type ListenerOptions } from './listener.js';
import { PublishDesk } from './publish-desk.js';
import { SignIn, type Credentials } from './sign-in.js';
import { SubscribeDesk } from './subscribe-desk.js';

export interface BrokerDeviceLinkOptions {
  readonly listeners: readonly ListenerOptions[];
  readonly directory: DeviceDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits?: Partial<LinkLimits>;
  /** Told of QoS 0 messages that were shed because the log was behind. */
  readonly onShed?: ShedHandler;
  /** Messages are traced where it is given. */
  readonly tracing?: Tracing;
}

type Done = (error?: Error | null) => void;
type SignInDone = (error: (Error & { returnCode: number }) | null, accepted: boolean | null) => void;

const BATCH_MESSAGES = 512;
/** A WebSocket message may hold a packet of the largest size and the beginning of the next. */
const WS_HEADROOM_BYTES = 1_024;
const CLOSE_POLL_MS = 10;
/** The broker has a time limit of its own for CONNECT; ours comes first, and is counted. */
const BROKER_TIMEOUT_FACTOR = 2;

/**
 * Holds devices' connections in this process: a frame gate each, and aedes behind them. A device has one connection and
 * one session, whatever client ids it uses: a second connection takes over the first.
 */
export class BrokerDeviceLink implements DeviceLink {
  readonly #limits: LinkLimits;
  readonly #tally = newLinkTally();
  readonly #inFlight: InFlight;
  readonly #sessions: SessionMemories;
  readonly #door: Doorkeeper;
  readonly #book: ConnectionBook;
  readonly #signIn: SignIn;
  readonly #subscribeDesk: SubscribeDesk;
  readonly #broker: DeviceBroker;
  readonly #listeners: Listener[] = [];
  #intake: Intake | undefined;
  #publishDesk: PublishDesk | undefined;
  #connections = 0;
  #closing = false;

  constructor(private readonly options: BrokerDeviceLinkOptions) {
    const { clock, directory, metrics, logger } = options;
    const limits = (this.#limits = linkLimits(options.limits));
    this.#inFlight = new InFlight(limits.inFlightMessages, limits.inFlightBytes);
    this.#sessions = new SessionMemories(limits.qos2Handshakes, limits.lastingSessions);
    this.#door = new Doorkeeper(clock, limits, this.#tally);
    this.#book = new ConnectionBook(directory, this.#tally);
    this.#signIn = new SignIn(clock, directory, limits, { tally: this.#tally, logger });
    this.#subscribeDesk = new SubscribeDesk(directory, limits, this.#tally);
    this.#broker = this.#newBroker();
    registerLinkMetrics(metrics, { tally: this.#tally, inFlight: this.#inFlight, sessions: this.#sessions });
  }

  async start(handler: MessageHandler): Promise<readonly LinkAddress[]> {
    const { clock, directory, logger, listeners } = this.options;
    this.#intake = this.#newIntake(handler);
    this.#publishDesk = new PublishDesk(clock, directory, this.#intake, { tally: this.#tally, logger });
    await this.#broker.listen();
    const messageBytes = this.#limits.packetBytes + WS_HEADROOM_BYTES;
    const connect = (stream: Duplex, arrival: Arrival): void => this.#connect(stream, arrival);
    try {
      for (const listener of listeners) {
        this.#listeners.push(await openListener(listener, this.#door, messageBytes, connect));
      }
    } catch (error) {
      await this.close(0);
      throw error;
    }
    return this.#listeners.map(({ address }) => address);
  }

  disconnect(deviceId: string): void {
    this.#book.ofDevice(deviceId)?.gate.fail('disabled');
  }

  /** Wills are not sent when the link itself closes: the devices did nothing, and come back. */
  async close(graceMs: number): Promise<void> {
    const { clock } = this.options;
    const until = clock.monotonic() + graceMs;
    const { open } = this.#book;
    this.#closing = true;
    for (const listener of this.#listeners) listener.close();
    for (const { gate } of open) gate.stopReading();
    while (this.#tally.gates.held > 0 && clock.monotonic() < until) await sleep(clock, CLOSE_POLL_MS);
    await this.#handled(until - clock.monotonic());
    await new Promise<void>((resolve) => this.#broker.close(resolve));
    while (open.size > 0 && clock.monotonic() < until) await sleep(clock, CLOSE_POLL_MS);
    this.#door.closeAll();
  }

  /** Until the log has what needs no acknowledgement, too. */
  async #handled(withinMs: number): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.#intake?.idle(), sleep(this.options.clock, Math.max(0, withinMs), done.signal)]);
    done.abort();
  }

  #newIntake(handler: MessageHandler): Intake {
    const { clock, logger, onShed, tracing } = this.options;
    return new Intake({
      clock,
      inFlight: this.#inFlight,
      handler,
      batchMessages: BATCH_MESSAGES,
      ...(tracing && { tracing }),
      onShed: (sender, shed) => {
        this.#tally.shed += shed;
        onShed?.(sender, shed);
      },
      onRefused: (error, connections) => {
        logger.error({ err: error, connections }, 'the log refused messages; their connections were closed');
      },
    });
  }

  #newBroker(): DeviceBroker {
    const limits = this.#limits;
    const book = this.#book;
    const desk = this.#subscribeDesk;
    const broker = new DeviceBroker({
      connectTimeout: limits.connectTimeoutMs * BROKER_TIMEOUT_FACTOR,
      maxInflightInbound: limits.qos2Handshakes,
      maxTopicLevels: limits.topicLevels,
      persistence: boundedPersistence({
        offlineMessages: limits.offlineMessages,
        onDropped: () => count(this.#tally.hits, 'offline-queue'),
        maySubscribe: (client, filter) => desk.mayHear(book.of(client), filter),
      }),
      preConnect: (client, packet, done) => this.#preConnect(client, packet, done),
      authenticate: (client, username, password, done) => this.#authenticate(client, { username, password }, done),
      authorizePublish: (client, packet, done) => this.#authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, desk.grant(book.of(client), subscription)),
      authorizeForward: (client, packet) => (desk.mayHear(book.of(client), packet.topic) ? packet : null),
    });
    this.#follow(broker);
    return broker;
  }

  #follow(broker: DeviceBroker): void {
    const book = this.#book;
    const blame = (client: Client, reason: string): void => {
      const gate = book.of(client)?.gate;
      if (gate !== undefined && !gate.saidGoodbye) gate.reason ??= reason;
    };
    broker.on('clientReady', (client) => {
      const connection = book.of(client);
      if (connection !== undefined) book.announce(connection);
    });
    broker.on('keepaliveTimeout', (client) => blame(client, 'keepalive'));
    broker.on('clientError', (client) => blame(client, 'protocol'));
    broker.on('connectionError', (client) => blame(client, 'protocol'));
    broker.on('unsubscribe', (filters, client) => {
      for (const filter of filters) book.of(client)?.subscriptions.delete(filter);
    });
    const failed = (error: Error): void => this.options.logger.error({ err: error }, 'the MQTT broker failed');
    (broker as NodeJS.EventEmitter).on('error', failed);
  }

  #connect(stream: Duplex, arrival: Arrival): void {
    const { clock } = this.options;
    const shared = { clock, limits: this.#limits, inFlight: this.#inFlight, tally: this.#tally.gates };
    const gate = new FrameGate(stream, shared);
    this.#book.add(new DeviceConnection(gate, arrival, ++this.#connections));
    this.#broker.handle(gate);
  }

  #preConnect(client: Client, packet: ConnectPacket, done: (error: Error | null, ok: boolean) => void): void {
    const connection = this.#book.of(client);
    if (connection === undefined || this.#closing) return done(new Error('the link is closing'), false);
    connection.arrival.announce();
    connection.connect = { clientId: packet.clientId, clean: packet.clean ?? true, willTopic: packet.will?.topic };
    done(null, true);
  }

  #authenticate(client: Client, credentials: Credentials, done: SignInDone): void {
    const connection = this.#book.of(client);
    if (connection === undefined) return done(null, false);
    this.#signIn.check(connection, credentials, (outcome) => {
      if (typeof outcome === 'number') {
        connection.gate.reason ??= 'sign-in';
        return done(Object.assign(new Error('sign-in failed'), { returnCode: outcome }), null);
      }
      if (connection.gate.destroyed) return;
      connection.arrival.signedIn();
      this.#book.assign(connection, outcome);
      connection.gate.session = this.#sessions.open(outcome.deviceId, connection.connect.clean);
      // The session is the device's: no client id of another one can reach it.
      (client as { id: string }).id = outcome.deviceId;
      done(null, true);
    });
  }

  #authorizePublish(client: Client | null, packet: PublishPacket, done: Done): void {
    const connection = this.#book.of(client);
    if (connection === undefined || client === null) return done(new Error('nobody publishes this'));
    if (packet === (client as { will?: unknown }).will) {
      if (client.closed && !this.#closing) this.#publishDesk?.takeWill(connection, packet);
      return done(new Error('wills go to the log alone'));
    }
    done(this.#publishDesk?.take(connection, packet) ? null : new Error('not permitted'));
  }
}
