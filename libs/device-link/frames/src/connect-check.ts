import { FrameError } from './frame-error.js';
import { checkText, checkTopic, textEnd } from './mqtt-text.js';

const MQTT_3_1_1 = 4;
const MQTT_3_1 = 3;
const FLAG = { reserved: 0x01, will: 0x04, willQos: 0x18, willRetain: 0x20, password: 0x40, username: 0x80 } as const;

/**
 * Checks the CONNECT in `buffer[body, end)`: structure (section 3.1), and the text of client id, will topic and user name.
 * A version other than 3.1 and 3.1.1 has the fault `protocol-version`, which is answered with a CONNACK.
 */
export function checkConnect(buffer: Buffer, body: number, end: number, maxTopicLevels: number): void {
  const name = textEnd(buffer, body, end);
  const protocol = buffer.toString('latin1', body + 2, name);
  if (protocol !== 'MQTT' && protocol !== 'MQIsdp') throw new FrameError('malformed', 'not an MQTT CONNECT');
  if (name + 4 > end) throw new FrameError('malformed', 'a CONNECT that ends early');
  const version = buffer[name]!;
  if (version !== (protocol === 'MQTT' ? MQTT_3_1_1 : MQTT_3_1)) {
    throw new FrameError('protocol-version', `MQTT version ${version}; 3.1.1 is spoken here`);
  }
  const flags = buffer[name + 1]!;
  checkFlags(flags);
  let at = checkedText(buffer, name + 4, end);
  if (flags & FLAG.will) {
    at = checkTopic(buffer, at, end, maxTopicLevels);
    at = textEnd(buffer, at, end);
  }
  if (flags & FLAG.username) at = checkedText(buffer, at, end);
  if (flags & FLAG.password) at = textEnd(buffer, at, end);
  if (at !== end) throw new FrameError('malformed', 'a CONNECT with bytes left over');
}

function checkFlags(flags: number): void {
  const willParts = flags & (FLAG.willQos | FLAG.willRetain);
  const wrong =
    (flags & FLAG.reserved) !== 0 ||
    (flags & FLAG.willQos) === FLAG.willQos ||
    ((flags & FLAG.will) === 0 && willParts !== 0) ||
    ((flags & FLAG.username) === 0 && (flags & FLAG.password) !== 0);
  if (wrong) throw new FrameError('malformed', 'CONNECT flags that contradict each other');
}

function checkedText(buffer: Buffer, at: number, to: number): number {
  const end = textEnd(buffer, at, to);
  checkText(buffer, at + 2, end);
  return end;
}
