import { ULID_PATTERN } from '../envelope.js';
import { EXTERNAL_ID_PATTERN } from '../registry/registry.v1.js';

/** What a device says or hears on a topic. */
export type DeviceChannel = 'telemetry' | 'state' | 'events' | 'status' | 'commands' | 'commands/ack';

/**
 * A topic of the native grammar:
 * `devices/{device}/telemetry | state | events | status | commands/{id} | commands/{id}/ack`,
 * for children behind a gateway `gateways/{gateway}/devices/{device}/…` alike.
 */
export interface DeviceTopic {
  /** The gateway that publishes for the device; absent when the device speaks itself. External ids both. */
  readonly gateway?: string;
  readonly device: string;
  readonly channel: DeviceChannel;
  readonly commandId?: string;
}

const PLAIN_CHANNELS: ReadonlySet<string> = new Set(['telemetry', 'state', 'events', 'status']);

/** Undefined for what is not of the grammar: wildcards, look-alikes, empty levels, other roots. */
export function parseDeviceTopic(topic: string): DeviceTopic | undefined {
  const levels = topic.split('/');
  if (levels[0] === 'devices') return parseDevice(levels, 1);
  if (levels[0] !== 'gateways' || levels[2] !== 'devices' || !isExternalId(levels[1])) return undefined;
  const child = parseDevice(levels, 3);
  return child && { gateway: levels[1], ...child };
}

/** The inverse of {@link parseDeviceTopic}. Throws RangeError for what no parsed topic could be. */
export function buildDeviceTopic(topic: DeviceTopic): string {
  for (const id of [topic.gateway, topic.device]) {
    if (id !== undefined && !isExternalId(id)) throw new RangeError(`'${id}' cannot stand in a topic`);
  }
  const root = topic.gateway === undefined ? '' : `gateways/${topic.gateway}/`;
  return `${root}devices/${topic.device}/${channelLevels(topic)}`;
}

function channelLevels({ channel, commandId }: DeviceTopic): string {
  if (PLAIN_CHANNELS.has(channel)) {
    if (commandId !== undefined) throw new RangeError(`a ${channel} topic names no command`);
    return channel;
  }
  if (commandId === undefined || !ULID_PATTERN.test(commandId))
    throw new RangeError('a command topic needs the command’s ULID');
  return channel === 'commands' ? `commands/${commandId}` : `commands/${commandId}/ack`;
}

function parseDevice(levels: readonly string[], at: number): DeviceTopic | undefined {
  const device = levels[at];
  const channel = levels[at + 1];
  if (!isExternalId(device) || channel === undefined) return undefined;
  const rest = levels.length - at - 2;
  if (rest === 0) return PLAIN_CHANNELS.has(channel) ? { device, channel: channel as DeviceChannel } : undefined;
  const commandId = levels[at + 2] as string;
  if (channel !== 'commands' || !ULID_PATTERN.test(commandId)) return undefined;
  if (rest === 1) return { device, channel: 'commands', commandId };
  return rest === 2 && levels[at + 3] === 'ack' ? { device, channel: 'commands/ack', commandId } : undefined;
}

function isExternalId(text: string | undefined): text is string {
  return text !== undefined && EXTERNAL_ID_PATTERN.test(text);
}
