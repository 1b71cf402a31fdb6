import { FrameError } from './frame-error.js';
import { checkTopic } from './mqtt-text.js';
import { PacketType } from './packet-type.js';

/** Checks topic and packet id of the PUBLISH in `buffer[body, end)`; returns where its packet id or, at QoS 0, its payload begins. */
export function checkPublish(frame: FrameBounds, qos: number, maxTopicLevels: number): number {
  const topicEnd = checkTopic(frame.buffer, frame.body, frame.end, maxTopicLevels);
  if (qos > 0) packetId(frame.buffer, topicEnd, frame.end);
  return topicEnd;
}

export interface FrameBounds {
  readonly buffer: Buffer;
  readonly body: number;
  readonly end: number;
}

/** The packet id at `at`; throws when it is cut off or 0. */
export function packetId(buffer: Buffer, at: number, end: number): number {
  const id = at + 2 > end ? 0 : (buffer[at]! << 8) | buffer[at + 1]!;
  if (id === 0) throw new FrameError('malformed', 'a packet without a packet id');
  return id;
}

/** Checks any packet a client may send after CONNECT, but PUBLISH. */
export function checkControl(frame: FrameBounds, type: number, maxTopicLevels: number): void {
  const { buffer, body, end } = frame;
  switch (type) {
    case PacketType.puback:
    case PacketType.pubrec:
    case PacketType.pubrel:
    case PacketType.pubcomp:
      packetId(buffer, body, end);
      return checkLength(end - body, 2);
    case PacketType.subscribe:
      return checkFilters(frame, 1, maxTopicLevels);
    case PacketType.unsubscribe:
      return checkFilters(frame, 0, maxTopicLevels);
    case PacketType.pingreq:
    case PacketType.disconnect:
      return checkLength(end - body, 0);
    default:
      throw new FrameError('protocol-order', `a packet of type ${type} from a client`);
  }
}

function checkLength(actual: number, wanted: number): void {
  if (actual !== wanted) throw new FrameError('malformed', 'a packet of the wrong length');
}

function checkFilters({ buffer, body, end }: FrameBounds, optionBytes: number, maxTopicLevels: number): void {
  packetId(buffer, body, end);
  let at = body + 2;
  if (at === end) throw new FrameError('malformed', 'a subscription without a filter');
  while (at < end) at = checkTopic(buffer, at, end, maxTopicLevels) + optionBytes;
  if (at > end) throw new FrameError('malformed', 'a filter without its QoS');
}
