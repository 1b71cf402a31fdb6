import { parseDeviceTopic, type DeviceTopic } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import type { FrameGate } from '@fieldline/device-link-frames';
import type { Arrival } from './doorkeeper.js';

/** Topics a connection remembers; a gateway with more children parses again. */
const REMEMBERED_TOPICS = 4_096;

/** What CONNECT said, beside user name and password. */
export interface ConnectFacts {
  readonly clientId: string;
  readonly clean: boolean;
  readonly willTopic: string | undefined;
}

/** One connection of a device, from the socket to the broker. */
export class DeviceConnection {
  /** Set when CONNECT was accepted. */
  identity: DeviceIdentity | undefined;
  connect: ConnectFacts = { clientId: '', clean: true, willTopic: undefined };
  /** The directory was told that the device is here. */
  announced = false;
  readonly subscriptions = new Set<string>();
  readonly #topics = new Map<string, DeviceTopic>();

  constructor(
    readonly gate: FrameGate,
    readonly arrival: Arrival,
    /** Counts the connections of this process. */
    readonly number: number,
  ) {}

  topicOf(text: string): DeviceTopic | undefined {
    const known = this.#topics.get(text);
    if (known !== undefined) return known;
    const topic = parseDeviceTopic(text);
    if (this.#topics.size >= REMEMBERED_TOPICS) this.#topics.clear();
    if (topic !== undefined) this.#topics.set(text, topic);
    return topic;
  }
}
