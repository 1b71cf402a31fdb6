import type { Client } from 'aedes';
import type { DeviceDirectory, DeviceIdentity } from '@fieldline/device-link';
import type { DeviceConnection } from './device-connection.js';
import { count, type LinkTally } from './link-tally.js';

/** The open connections, and which device each belongs to: a device has one. */
export class ConnectionBook {
  readonly #byStream = new WeakMap<object, DeviceConnection>();
  readonly #open = new Set<DeviceConnection>();
  readonly #byDevice = new Map<string, DeviceConnection>();

  constructor(
    private readonly directory: DeviceDirectory,
    private readonly tally: LinkTally,
  ) {}

  get open(): ReadonlySet<DeviceConnection> {
    return this.#open;
  }

  add(connection: DeviceConnection): void {
    this.#byStream.set(connection.gate, connection);
    this.#open.add(connection);
    connection.gate.once('close', () => this.#gone(connection));
  }

  /** The connection behind the broker's client. */
  of(client: Client | null): DeviceConnection | undefined {
    return client === null ? undefined : this.#byStream.get(client.conn);
  }

  ofDevice(deviceId: string): DeviceConnection | undefined {
    return this.#byDevice.get(deviceId);
  }

  /** The connection is the device's from now on; an earlier one is closed. */
  assign(connection: DeviceConnection, identity: DeviceIdentity): void {
    connection.identity = identity;
    this.#byDevice.get(identity.deviceId)?.gate.fail('taken-over');
    this.#byDevice.set(identity.deviceId, connection);
  }

  /** CONNACK went out. */
  announce(connection: DeviceConnection): void {
    if (connection.identity === undefined || connection.gate.destroyed) return;
    connection.announced = true;
    this.tally.devices++;
    this.directory.connected(connection.identity, connection.number);
  }

  #gone(connection: DeviceConnection): void {
    const { identity, gate } = connection;
    this.#open.delete(connection);
    count(this.tally.disconnects, gate.reason ?? (gate.saidGoodbye ? 'goodbye' : 'lost'));
    if (identity === undefined) return;
    if (this.#byDevice.get(identity.deviceId) === connection) this.#byDevice.delete(identity.deviceId);
    if (!connection.announced) return;
    this.tally.devices--;
    this.directory.disconnected(identity, connection.number);
  }
}
