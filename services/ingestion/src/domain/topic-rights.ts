import type { DeviceTopic, DeviceV1 } from '@fieldline/contracts';

/** A device by its external id in the speaker's tenant. */
export type FindDevice = (externalId: string) => DeviceV1 | undefined;

/**
 * Whether a device may publish on a topic: its own, or that of a child which is registered to it. A gateway may also
 * name a device that nobody registered: there is no one to speak for, and what it sends is refused with its bytes kept.
 */
export function mayPublish(speaker: DeviceV1, topic: DeviceTopic, find: FindDevice): boolean {
  if (topic.channel === 'commands') return false;
  if (topic.gateway === undefined) return topic.device === speaker.externalId;
  if (topic.gateway !== speaker.externalId) return false;
  const child = find(topic.device);
  return child === undefined ? speaker.type === 'gateway' : child.gatewayId === speaker.id && !child.disabled;
}

const COMMANDS = /^commands\/(?:\+|#|[0-9A-HJKMNP-TV-Z]{26})$/;

/**
 * Whether a device may subscribe to a filter: the commands to itself, to one child, or to all of its children by `+`.
 * Anything else is not its own: wider wildcards, `$share`, other channels.
 */
export function maySubscribe(speaker: DeviceV1, filter: string, find: FindDevice): boolean {
  const own = `devices/${speaker.externalId}/`;
  if (filter.startsWith(own)) return COMMANDS.test(filter.slice(own.length));
  const children = `gateways/${speaker.externalId}/devices/`;
  if (!filter.startsWith(children)) return false;
  const rest = filter.slice(children.length);
  const slash = rest.indexOf('/');
  if (slash < 0 || !COMMANDS.test(rest.slice(slash + 1))) return false;
  const child = rest.slice(0, slash);
  return child === '+' || find(child)?.gatewayId === speaker.id;
}
