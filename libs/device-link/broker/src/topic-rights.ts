import { parseDeviceTopic, type DeviceTopic } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';

/** Stand in for wildcards, so that a filter can be read as a topic. */
const ANY_COMMAND = '0'.repeat(26);
const ANY_CHILD = 'child';

/**
 * Whether a topic is one the sender may name at all: its own name stands first, and it does not speak for the command
 * service. Whose children they are is the directory's to say. Compared byte for byte, so no look-alike passes.
 */
export function speaksForItself(sender: DeviceIdentity, topic: DeviceTopic): boolean {
  return topic.channel !== 'commands' && (topic.gateway ?? topic.device) === sender.externalId;
}

/**
 * Whether a filter covers nothing but commands under the sender's own name: one command, or all with `+` or `#` last; of
 * one child, or of all with `+`, where each message is asked about again.
 */
export function listensForItself(sender: DeviceIdentity, filter: string): boolean {
  const topic = parseDeviceTopic(
    filter
      .replace(/\/commands\/[+#]$/, `/commands/${ANY_COMMAND}`)
      .replace(/^(gateways\/[^/]+\/devices)\/\+\//, `$1/${ANY_CHILD}/`),
  );
  return topic?.channel === 'commands' && (topic.gateway ?? topic.device) === sender.externalId;
}
