import type { DeviceTopic } from '@fieldline/contracts';

/** Who speaks on a connection, and as what: decided by the directory at CONNECT, never by the payload. */
export interface DeviceIdentity {
  readonly deviceId: string;
  readonly tenantId: string;
  readonly siteId: string;
  readonly externalId: string;
}

/** The trace of one message, as far as who handles it may add to it; platform's `TraceSpan` is one. */
export interface MessageTrace {
  /** W3C trace context, for the record of the log. */
  readonly traceparent: string;
  child(name: string, options?: { readonly role?: 'producer' }): MessageStep;
}

/** A step within the trace of a message. */
export interface MessageStep {
  fail(error: unknown): void;
  end(): void;
}

/** A PUBLISH that passed authentication and topic rights. */
export interface DeviceMessage {
  /** Who the connection belongs to. */
  readonly sender: DeviceIdentity;
  readonly topic: DeviceTopic;
  readonly payload: Buffer;
  /** ms since 1970. */
  readonly receivedAt: number;
  readonly qos: 0 | 1 | 2;
  /**
   * When the link first saw this PUBLISH, ms since 1970: other than `receivedAt` only where it is the repetition
   * (DUP flag, same session, packet id and bytes) of one that it remembers.
   */
  readonly firstSeenAt: number;
  /** There is one where the link traces this message. */
  readonly trace?: MessageTrace;
}

/**
 * Takes messages in the order in which they arrived. Resolves when the log has every one of them; only then are they
 * acknowledged. It retries what may be retried itself: a rejection closes the connections concerned.
 */
export type MessageHandler = (messages: readonly DeviceMessage[]) => Promise<void>;

export interface LinkAddress {
  readonly transport: 'mqtt' | 'mqtts' | 'ws' | 'wss';
  readonly host: string;
  readonly port: number;
}

/** Holds the devices' connections and passes on what they publish. */
export interface DeviceLink {
  /** Listens; resolves with where. Rejects with an OperatorError when a port is taken. */
  start(handler: MessageHandler): Promise<readonly LinkAddress[]>;
  /** Closes a device's connections, such as when it was disabled or its secret was changed. */
  disconnect(deviceId: string): void;
  /** Accepts nothing new, lets held acknowledgements go out within `graceMs`, then closes. */
  close(graceMs: number): Promise<void>;
}

export const DEVICE_LINK = Symbol('DeviceLink');

/** Told how many QoS 0 messages of a sender were shed because the log was behind. */
export type ShedHandler = (sender: DeviceIdentity, count: number) => void;
