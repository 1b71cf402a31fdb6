import type { Subscription } from 'aedes';
import type { DeviceDirectory } from '@fieldline/device-link';
import type { DeviceConnection } from './device-connection.js';
import type { LinkLimits } from './link-limits.js';
import { count, type LinkTally } from './link-tally.js';
import { listensForItself } from './topic-rights.js';

/** Grants or refuses each filter of a SUBSCRIBE. */
export class SubscribeDesk {
  constructor(
    private readonly directory: DeviceDirectory,
    private readonly limits: LinkLimits,
    private readonly tally: LinkTally,
  ) {}

  /** Null for a refusal, which SUBACK tells the device. */
  grant(connection: DeviceConnection | undefined, subscription: Subscription): Subscription | null {
    const { topic } = subscription;
    if (connection === undefined || !this.mayHear(connection, topic)) {
      this.tally.refused.subscribe++;
      return null;
    }
    const { subscriptions } = connection;
    if (subscriptions.size >= this.limits.subscriptions && !subscriptions.has(topic)) {
      count(this.tally.hits, 'subscriptions');
      return null;
    }
    subscriptions.add(topic);
    return subscription;
  }

  /** Whether the device may hear what matches a filter, or is published on a topic. */
  mayHear(connection: DeviceConnection | undefined, filter: string): boolean {
    const identity = connection?.identity;
    return (
      identity !== undefined && listensForItself(identity, filter) && this.directory.maySubscribe(identity, filter)
    );
  }
}
