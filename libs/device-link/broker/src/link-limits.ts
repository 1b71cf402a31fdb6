/** One limit of the link: its default, and what happens when it is hit. */
export interface LinkLimit {
  readonly value: number;
  /** Label of `fieldline_link_limit_hits_total`. */
  readonly counted: LimitName;
  readonly meaning: string;
  readonly whenHit: string;
}

export type LimitName =
  | 'connections'
  | 'waiting-connections'
  | 'connect-rate'
  | 'connect-timeout'
  | 'authenticate-timeout'
  | 'sign-in-slowed'
  | 'client-id-length'
  | 'subscriptions'
  | 'topic-depth'
  | 'packet-size'
  | 'publish-rate'
  | 'window'
  | 'in-flight'
  | 'qos2-handshakes'
  | 'lasting-sessions'
  | 'offline-queue';

/**
 * Every limit of the link. 5,000 devices behind one address may come back within 10 s, even
 * all at one moment; more that have not signed in would leave other addresses too little room. One device may send 1,000
 * messages/s, ten times what AWS IoT Core takes from a connection (its published quota); who has more readings puts several
 * into a message. Ten devices that send rubbish at this rate are what the server can refuse beside its work.
 */
export const LINK_LIMITS = {
  connections: { value: 10_000, counted: 'connections', meaning: 'connections at once', whenHit: 'closed at once' },
  waitingConnections: {
    value: 5_000,
    counted: 'waiting-connections',
    meaning: 'connections of one address that have not signed in',
    whenHit: 'closed at once',
  },
  connectsPerSecond: {
    value: 1_000,
    counted: 'connect-rate',
    meaning: 'new connections a second from one address',
    whenHit: 'closed at once',
  },
  connectBurst: {
    value: 10_000,
    counted: 'connect-rate',
    meaning: 'new connections at one moment from one address',
    whenHit: 'closed at once',
  },
  connectTimeoutMs: {
    value: 10_000,
    counted: 'connect-timeout',
    meaning: 'from the connection to its CONNECT, TLS and WebSocket included, ms',
    whenHit: 'closed',
  },
  authenticateTimeoutMs: {
    value: 10_000,
    counted: 'authenticate-timeout',
    meaning: 'time to authenticate, ms',
    whenHit: 'CONNACK 3',
  },
  failuresBeforeDelay: {
    value: 10,
    counted: 'sign-in-slowed',
    meaning: 'failed sign-ins of one address in a minute that are answered at once',
    whenHit: 'CONNACK 5 comes later: 0.1 s, doubled with each further failure',
  },
  failureDelayMs: {
    value: 5_000,
    counted: 'sign-in-slowed',
    meaning: 'longest delay of such an answer, ms',
    whenHit: 'CONNACK 5 after this time',
  },
  clientIdBytes: { value: 128, counted: 'client-id-length', meaning: 'client id, bytes', whenHit: 'CONNACK 2' },
  subscriptions: { value: 50, counted: 'subscriptions', meaning: 'subscriptions of one client', whenHit: 'SUBACK 128' },
  topicLevels: { value: 8, counted: 'topic-depth', meaning: 'levels of a topic or filter', whenHit: 'closed' },
  connectPacketBytes: {
    value: 16_384,
    counted: 'packet-size',
    meaning: 'packet before CONNACK, bytes',
    whenHit: 'closed at its header',
  },
  packetBytes: { value: 131_072, counted: 'packet-size', meaning: 'packet, bytes', whenHit: 'closed at its header' },
  publishesPerSecond: {
    value: 1_000,
    counted: 'publish-rate',
    meaning: 'PUBLISHes a second of one device',
    whenHit: 'not read for 50 ms',
  },
  publishBurst: {
    value: 1_000,
    counted: 'publish-rate',
    meaning: 'PUBLISHes at one moment of one device',
    whenHit: 'not read for 50 ms',
  },
  window: {
    value: 1_000,
    counted: 'window',
    meaning: 'messages of one connection that the log does not have yet',
    whenHit: 'the next PUBLISH is not read until one is acknowledged',
  },
  windowBytes: { value: 1_048_576, counted: 'window', meaning: 'bytes of these messages', whenHit: 'as before' },
  inFlightMessages: {
    value: 100_000,
    counted: 'in-flight',
    meaning: 'such messages of all connections',
    whenHit: 'no PUBLISH is read until there is room; QoS 0 is shed from half of it on',
  },
  inFlightBytes: { value: 67_108_864, counted: 'in-flight', meaning: 'bytes of these messages', whenHit: 'as before' },
  qos2Handshakes: {
    value: 2_000,
    counted: 'qos2-handshakes',
    meaning: 'QoS 2 messages of one session without PUBREL',
    whenHit: 'closed',
  },
  lastingSessions: {
    value: 20_000,
    counted: 'lasting-sessions',
    meaning: 'sessions whose repetitions are recognised after a reconnect',
    whenHit: 'the one that connected longest ago is forgotten',
  },
  offlineMessages: {
    value: 100,
    counted: 'offline-queue',
    meaning: 'messages kept for a device that is away',
    whenHit: 'further ones are dropped',
  },
} as const satisfies Record<string, LinkLimit>;

export type LinkLimits = Readonly<Record<keyof typeof LINK_LIMITS, number>>;

/** The defaults, with some of them replaced. */
export function linkLimits(changes: Partial<LinkLimits> = {}): LinkLimits {
  const defaults = Object.entries(LINK_LIMITS).map(([name, { value }]) => [name, value]);
  return { ...(Object.fromEntries(defaults) as LinkLimits), ...changes };
}
