import type { DeviceTopic } from '@fieldline/contracts';
import type { DeviceIdentity } from './device-link.js';

export interface ConnectRequest {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
}

/** `unavailable`: cannot be decided now (CONNACK 3); the device should come again. */
export type ConnectDecision =
  | { readonly kind: 'accepted'; readonly identity: DeviceIdentity }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Who may connect and speak for whom, from a local snapshot: works while the database is away. */
export interface DeviceDirectory {
  authenticate(request: ConnectRequest): Promise<ConnectDecision>;
  /** Whether the device may publish on a parsed topic: its own, or a child's that is registered to it. */
  mayPublish(sender: DeviceIdentity, topic: DeviceTopic): boolean;
  /** Whether the device may subscribe to a filter: its own commands, or those of its children. */
  maySubscribe(sender: DeviceIdentity, filter: string): boolean;
  connected(identity: DeviceIdentity, connection: number): void;
  disconnected(identity: DeviceIdentity, connection: number): void;
}

export const DEVICE_DIRECTORY = Symbol('DeviceDirectory');
