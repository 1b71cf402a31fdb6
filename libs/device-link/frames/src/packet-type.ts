/** MQTT 3.1.1 control packet types (section 2.2.1): the upper four bits of a frame's first byte. */
export const PacketType = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  suback: 9,
  unsubscribe: 10,
  unsuback: 11,
  pingreq: 12,
  pingresp: 13,
  disconnect: 14,
} as const;

/** The lower four bits that a type demands (section 2.2.2); PUBLISH carries DUP, QoS and RETAIN there. */
const TWO: ReadonlySet<number> = new Set([PacketType.pubrel, PacketType.subscribe, PacketType.unsubscribe]);

/** Whether `firstByte` can begin a frame. */
export function isFirstByte(firstByte: number): boolean {
  const type = firstByte >> 4;
  if (type === PacketType.publish) return (firstByte & 0x06) !== 0x06;
  return type !== 0 && type !== 15 && (firstByte & 0x0f) === (TWO.has(type) ? 2 : 0);
}
