import { deviceConnectionV1, encodeEvent, type DeviceConnectionV1 } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import type { MessageBus, OutgoingRecord } from '@fieldline/messaging';
import { ulid, type Clock, type Logger, type Random, type Timer } from '@fieldline/platform';

export interface DeviceConnectionsParts {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** This run of the process. */
  readonly runId: string;
}

interface Coming {
  readonly identity: DeviceIdentity;
  readonly connection: number;
  readonly connected: boolean;
  readonly at: number;
}

/** Events wait for each other so long, ms. */
const GATHER_MS = 200;
const RETRY_MS = 2_000;
/** Beyond so many that wait for the log, only a device's last state is kept. */
const MAX_WAITING = 20_000;

/** Which devices are connected here, and the events that tell of it: gathered, so that a reconnect storm stays cheap. */
export class DeviceConnections {
  readonly #parts: DeviceConnectionsParts;
  /** When each connection of a device began, ms since 1970. */
  readonly #open = new Map<string, Map<number, number>>();
  #waiting: Coming[] = [];
  #mostWaiting = MAX_WAITING;
  #timer: Timer | undefined;
  #publishing: Promise<void> | undefined;

  constructor(parts: DeviceConnectionsParts) {
    this.#parts = parts;
  }

  connected(identity: DeviceIdentity, connection: number): void {
    const at = this.#parts.clock.now();
    const ofDevice = this.#open.get(identity.deviceId) ?? new Map<number, number>();
    this.#open.set(identity.deviceId, ofDevice.set(connection, at));
    this.#note({ identity, connection, connected: true, at });
  }

  disconnected(identity: DeviceIdentity, connection: number): void {
    const ofDevice = this.#open.get(identity.deviceId);
    if (ofDevice?.delete(connection) !== true) return;
    if (ofDevice.size === 0) this.#open.delete(identity.deviceId);
    this.#note({ identity, connection, connected: false, at: this.#parts.clock.now() });
  }

  isConnected(deviceId: string): boolean {
    return this.#open.has(deviceId);
  }

  /** Devices that hold a connection to this process. */
  get count(): number {
    return this.#open.size;
  }

  /** Resolves when what waits now was told, or the log did not take it. */
  async told(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.#publishing;
    this.#publishing ??= this.#publish().finally(() => {
      this.#publishing = undefined;
    });
    await this.#publishing;
  }

  /** Tries once more to tell what waits. */
  async close(): Promise<void> {
    this.#timer?.cancel();
    await this.#publishing;
    await this.#publish();
    this.#timer?.cancel();
  }

  #note(coming: Coming): void {
    this.#waiting.push(coming);
    if (this.#waiting.length > this.#mostWaiting) {
      this.#waiting = lastStates(this.#waiting);
      this.#mostWaiting = Math.max(MAX_WAITING, 2 * this.#waiting.length);
    }
    if (this.#publishing === undefined) this.#gather(GATHER_MS);
  }

  #gather(delayMs: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = this.#parts.clock.setTimer(
      () => {
        this.#timer = undefined;
        this.#publishing = this.#publish().finally(() => {
          this.#publishing = undefined;
        });
      },
      delayMs,
      { unref: true },
    );
  }

  async #publish(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    try {
      await this.#parts.bus.publish(batch.map((coming) => this.#encode(coming)));
      if (this.#waiting.length > 0) this.#gather(GATHER_MS);
    } catch (error) {
      this.#parts.logger.warn({ err: error, events: batch.length }, 'connection events wait for the log');
      this.#waiting = [...batch, ...this.#waiting];
      this.#gather(RETRY_MS);
    }
  }

  #encode({ identity, connection, connected, at }: Coming): OutgoingRecord {
    const { clock, random, runId } = this.#parts;
    const { deviceId, siteId, tenantId } = identity;
    const { type, version, topic } = deviceConnectionV1;
    const data: DeviceConnectionV1 = { deviceId, siteId, connected, runId, connection, at };
    const id = ulid(clock, random);
    const value = encodeEvent({ id, type, version, occurredAt: at, tenantId, key: deviceId, data });
    return { topic, key: deviceId, value };
  }
}

function lastStates(all: readonly Coming[]): Coming[] {
  return [...new Map(all.map((coming) => [coming.identity.deviceId, coming])).values()];
}
