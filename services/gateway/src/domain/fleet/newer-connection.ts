import type { DeviceConnection } from './fleet-device.js';

/**
 * Whether an event tells of what a device has now: the end of a connection that another one of the same process took
 * over comes after the other's beginning, and is no news.
 */
export function newerConnection(known: DeviceConnection | undefined, next: DeviceConnection): boolean {
  if (known === undefined || next.connected || !known.connected) return true;
  return known.runId !== next.runId || known.connection <= next.connection;
}
