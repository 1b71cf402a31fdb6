import type { Duplex } from 'node:stream';
import type { Client, ConnectPacket, PublishPacket, Subscription } from 'aedes';
import type { DeviceDirectory, DeviceLink, LinkAddress, MessageHandler, ShedHandler } from '@fieldline/device-link';
import { FrameGate, InFlight, Intake, SessionMemories } from '@fieldline/device-link-frames';
import { sleep, type Clock, type Logger, type Metrics } from '@fieldline/platform';
import { boundedPersistence } from './bounded-persistence.js';
import { DeviceBroker } from './device-broker.js';
import { DeviceConnection } from './device-connection.js';
import { Doorkeeper, type Arrival } from './doorkeeper.js';
import { linkLimits, type LinkLimits } from './link-limits.js';
import { registerLinkMetrics } from './link-metrics.js';
import { count, newLinkTally } from './link-tally.js';
import { openListener, type Listener, type ListenerOptions } from './listener.js';
import { PublishDesk, type ParsedPublish } from './publish-desk.js';
import { SignIn } from './sign-in.js';
import { listensForItself } from './topic-rights.js';

export interface BrokerDeviceLinkOptions {
  readonly listeners: readonly ListenerOptions[];
  readonly directory: DeviceDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits?: Partial<LinkLimits>;
  /** Told of QoS 0 messages that were shed because the log was behind. */
  readonly onShed?: ShedHandler;
}

type Done = (error?: Error | null) => void;
type SignInDone = (error: (Error & { returnCode: number }) | null, accepted: boolean | null) => void;

const BATCH_MESSAGES = 512;
const WS_HEADROOM_BYTES = 1_024;
const CLOSE_POLL_MS = 10;
/** Ours comes first, and is counted. */
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
  readonly #signIn: SignIn;
  readonly #broker: DeviceBroker;
  readonly #connections = new WeakMap<object, DeviceConnection>();
  readonly #open = new Set<DeviceConnection>();
  readonly #byDevice = new Map<string, DeviceConnection>();
  readonly #listeners: Listener[] = [];
  #intake: Intake | undefined;
  #desk: PublishDesk | undefined;
  #numbers = 0;
  #closing = false;

  constructor(private readonly options: BrokerDeviceLinkOptions) {
    const { clock, directory, metrics } = options;
    const limits = (this.#limits = linkLimits(options.limits));
    this.#inFlight = new InFlight(limits.inFlightMessages, limits.inFlightBytes);
    this.#sessions = new SessionMemories(limits.qos2Handshakes, limits.lastingSessions);
    this.#door = new Doorkeeper(clock, limits, this.#tally);
    this.#signIn = new SignIn(clock, directory, limits, { tally: this.#tally, logger: options.logger });
    this.#broker = this.#newBroker();
    registerLinkMetrics(metrics, this.#tally, this.#inFlight);
  }

  async start(handler: MessageHandler): Promise<readonly LinkAddress[]> {
    const { clock, directory, logger, listeners } = this.options;
    this.#intake = this.#newIntake(handler);
    this.#desk = new PublishDesk(clock, directory, this.#intake, { tally: this.#tally, logger });
    await this.#broker.listen();
    const messageBytes = this.#limits.packetBytes + WS_HEADROOM_BYTES;
    try {
      for (const listener of listeners) {
        this.#listeners.push(
          await openListener(listener, this.#door, messageBytes, (stream, arrival) => this.#connect(stream, arrival)),
        );
      }
    } catch (error) {
      await this.close(0);
      throw error;
    }
    return this.#listeners.map(({ address }) => address);
  }

  disconnect(deviceId: string): void {
    this.#byDevice.get(deviceId)?.gate.fail('disabled');
  }

  /** Wills are not sent when the link itself closes: the devices did nothing, and come back. */
  async close(graceMs: number): Promise<void> {
    const { clock } = this.options;
    const until = clock.monotonic() + graceMs;
    this.#closing = true;
    for (const listener of this.#listeners) listener.close();
    for (const { gate } of this.#open) gate.stopReading();
    while (this.#tally.gates.held > 0 && clock.monotonic() < until) await sleep(clock, CLOSE_POLL_MS);
    await new Promise<void>((resolve) => this.#broker.close(resolve));
    while (this.#open.size > 0 && clock.monotonic() < until) await sleep(clock, CLOSE_POLL_MS);
    this.#door.closeAll();
  }

  #newIntake(handler: MessageHandler): Intake {
    const { clock, logger, onShed } = this.options;
    return new Intake({
      clock,
      inFlight: this.#inFlight,
      handler,
      batchMessages: BATCH_MESSAGES,
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
    const broker = new DeviceBroker({
      connectTimeout: limits.connectTimeoutMs * BROKER_TIMEOUT_FACTOR,
      maxInflightInbound: limits.qos2Handshakes,
      maxTopicLevels: limits.topicLevels,
      persistence: boundedPersistence({
        offlineMessages: limits.offlineMessages,
        onDropped: () => count(this.#tally.hits, 'offline-queue'),
        maySubscribe: (client, filter) => this.#maySubscribe(this.#of(client), filter),
      }),
      preConnect: (client, packet, done) => this.#preConnect(client, packet, done),
      authenticate: (client, username, password, done) =>
        this.#authenticate(client, { username, password }, done as SignInDone),
      authorizePublish: (client, packet, done) => this.#authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#grant(client, subscription)),
      authorizeForward: (client, packet) => (this.#maySubscribe(this.#of(client), packet.topic) ? packet : null),
    });
    this.#follow(broker);
    return broker;
  }

  #follow(broker: DeviceBroker): void {
    const { directory, logger } = this.options;
    broker.on('clientReady', (client) => {
      const connection = this.#of(client);
      if (connection?.identity === undefined || connection.gate.destroyed) return;
      connection.announced = true;
      this.#tally.devices++;
      directory.connected(connection.identity, connection.number);
    });
    broker.on('keepaliveTimeout', (client) => this.#blame(client, 'keepalive'));
    broker.on('clientError', (client) => this.#blame(client, 'protocol'));
    broker.on('connectionError', (client) => this.#blame(client, 'protocol'));
    broker.on('unsubscribe', (filters, client) => {
      for (const filter of filters) this.#of(client)?.subscriptions.delete(filter);
    });
    (broker as NodeJS.EventEmitter).on('error', (error: Error) =>
      logger.error({ err: error }, 'the MQTT broker failed'),
    );
  }

  #blame(client: Client, reason: string): void {
    const gate = this.#of(client)?.gate;
    if (gate !== undefined && !gate.saidGoodbye) gate.reason ??= reason;
  }

  #of(client: Client | null): DeviceConnection | undefined {
    return client === null ? undefined : this.#connections.get(client.conn);
  }

  #connect(stream: Duplex, arrival: Arrival): void {
    const { clock } = this.options;
    const gate = new FrameGate(stream, {
      clock,
      limits: this.#limits,
      inFlight: this.#inFlight,
      tally: this.#tally.gates,
    });
    const connection = new DeviceConnection(gate, arrival, ++this.#numbers);
    this.#connections.set(gate, connection);
    this.#open.add(connection);
    gate.once('close', () => this.#gone(connection));
    this.#broker.handle(gate);
  }

  #gone(connection: DeviceConnection): void {
    const { identity, gate } = connection;
    this.#open.delete(connection);
    count(this.#tally.disconnects, gate.reason ?? (gate.saidGoodbye ? 'goodbye' : 'lost'));
    if (identity === undefined) return;
    if (this.#byDevice.get(identity.deviceId) === connection) this.#byDevice.delete(identity.deviceId);
    if (!connection.announced) return;
    this.#tally.devices--;
    this.options.directory.disconnected(identity, connection.number);
  }

  #preConnect(client: Client, packet: ConnectPacket, done: (error: Error | null, ok: boolean) => void): void {
    const connection = this.#of(client);
    if (connection === undefined || this.#closing) return done(new Error('closing'), false);
    connection.arrival.announce();
    connection.connect = { clientId: packet.clientId, clean: packet.clean ?? true, willTopic: packet.will?.topic };
    done(null, true);
  }

  #authenticate(
    client: Client,
    credentials: { readonly username: string | undefined; readonly password: Buffer | undefined },
    done: SignInDone,
  ): void {
    const connection = this.#of(client);
    if (connection === undefined) return done(null, false);
    this.#signIn.check(connection, credentials, (outcome) => {
      if (typeof outcome === 'number') {
        connection.gate.reason ??= 'sign-in';
        return done(Object.assign(new Error('sign-in failed'), { returnCode: outcome }), null);
      }
      if (connection.gate.destroyed) return;
      connection.identity = outcome;
      this.#byDevice.get(outcome.deviceId)?.gate.fail('taken-over');
      this.#byDevice.set(outcome.deviceId, connection);
      connection.gate.session = this.#sessions.open(outcome.deviceId, connection.connect.clean);
      // The session is the device's: no client id of another one can reach it.
      (client as { id: string }).id = outcome.deviceId;
      done(null, true);
    });
  }

  #authorizePublish(client: Client | null, packet: PublishPacket, done: Done): void {
    const connection = this.#of(client);
    if (connection === undefined || client === null) return done(new Error('nobody publishes this'));
    if (packet === (client as { will?: unknown }).will) {
      if (client.closed && !this.#closing) this.#desk?.takeWill(connection, packet as ParsedPublish);
      return done(new Error('wills go to the log alone'));
    }
    done(this.#desk?.take(connection, packet as ParsedPublish) ? null : new Error('not permitted'));
  }

  #grant(client: Client, subscription: Subscription): Subscription | null {
    const connection = this.#of(client);
    if (connection === undefined || !this.#maySubscribe(connection, subscription.topic)) {
      this.#tally.refused.subscribe++;
      return null;
    }
    const { subscriptions } = connection;
    if (subscriptions.size >= this.#limits.subscriptions && !subscriptions.has(subscription.topic)) {
      count(this.#tally.hits, 'subscriptions');
      return null;
    }
    subscriptions.add(subscription.topic);
    return subscription;
  }

  #maySubscribe(connection: DeviceConnection | undefined, filter: string): boolean {
    const identity = connection?.identity;
    return (
      identity !== undefined &&
      listensForItself(identity, filter) &&
      this.options.directory.maySubscribe(identity, filter)
    );
  }
}
