import { newGateTally, type GateTally } from '@fieldline/device-link-frames';
import type { LimitName } from './link-limits.js';

/** How a sign-in failed. */
export type SignInFailure = 'refused' | 'unavailable' | 'timeout' | 'error' | 'client-id' | 'will';

/** What the link counts; plain numbers that the metrics are read from. */
export interface LinkTally {
  readonly gates: GateTally;
  readonly hits: Partial<Record<LimitName, number>>;
  readonly signInFailures: Partial<Record<SignInFailure, number>>;
  readonly disconnects: Record<string, number>;
  readonly refused: { publish: number; subscribe: number; retain: number };
  connections: number;
  devices: number;
  shed: number;
}

export function newLinkTally(): LinkTally {
  return {
    gates: newGateTally(),
    hits: {},
    signInFailures: {},
    disconnects: {},
    refused: { publish: 0, subscribe: 0, retain: 0 },
    connections: 0,
    devices: 0,
    shed: 0,
  };
}

export function count<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Hits of every limit so far, those that the gates count included. */
export function limitHits(
  { hits, gates }: LinkTally,
  forgottenSessions: number,
): Readonly<Partial<Record<LimitName, number>>> {
  const { faults, stops } = gates;
  return {
    ...hits,
    ...stops,
    'lasting-sessions': forgottenSessions,
    'packet-size': faults['packet-size'] ?? 0,
    'topic-depth': faults['topic-depth'] ?? 0,
    'qos2-handshakes': faults['qos2-handshakes'] ?? 0,
  };
}
