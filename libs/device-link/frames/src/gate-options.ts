import type { Clock } from '@fieldline/platform';
import type { FrameFault } from './frame-error.js';
import type { InFlight } from './in-flight.js';

export interface GateLimits {
  /** Largest packet, fixed header included, before CONNECT was accepted. */
  readonly connectPacketBytes: number;
  /** Largest packet afterwards. */
  readonly packetBytes: number;
  /** W: messages of one connection that may wait for the log. The next PUBLISH is not read until one is acknowledged. */
  readonly window: number;
  /** Bytes received with these messages. */
  readonly windowBytes: number;
  readonly topicLevels: number;
  readonly publishesPerSecond: number;
  readonly publishBurst: number;
}

/** Why a gate stopped reading for a while. */
export type GateStop = 'window' | 'publish-rate' | 'in-flight';

/** Counts of all gates of a link together; plain numbers, because they change with every message. */
export interface GateTally {
  /** PUBLISHes passed on, by QoS. */
  readonly publishes: [number, number, number];
  /** Bytes of these PUBLISHes, headers included. */
  bytes: number;
  /** Acknowledgements held now. */
  held: number;
  /** Acknowledgements of the broker that belong to no message: none, unless the broker is at fault. */
  strayAcks: number;
  readonly stops: Record<GateStop, number>;
  readonly faults: Partial<Record<FrameFault, number>>;
}

export function newGateTally(): GateTally {
  return {
    publishes: [0, 0, 0],
    bytes: 0,
    held: 0,
    strayAcks: 0,
    stops: { window: 0, 'publish-rate': 0, 'in-flight': 0 },
    faults: {},
  };
}

/** What all gates of a link share. */
export interface GateOptions {
  readonly clock: Clock;
  readonly limits: GateLimits;
  readonly inFlight: InFlight;
  readonly tally: GateTally;
}
