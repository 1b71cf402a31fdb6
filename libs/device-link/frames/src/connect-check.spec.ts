import { describe, expect, it } from '@jest/globals';
import { encodeConnect, encodePublish, encodeSubscribe, type ConnectPacket } from './client-packets.js';
import { checkConnect } from './connect-check.js';
import type { FrameError } from './frame-error.js';
import { FrameReader } from './frame-reader.js';
import { checkControl, checkPublish } from './packet-check.js';

const NUL = 'a\0b';
const WILL = { topic: 'devices/a/status', payload: 'gone' };
const CONNECT: ConnectPacket = { clientId: 'a', username: 'a', password: 'b', will: WILL };

function parsed(frame: Buffer): FrameReader {
  const reader = new FrameReader(Infinity);
  reader.push(frame);
  reader.next();
  return reader;
}

function faultOf(check: () => unknown): string | undefined {
  try {
    check();
  } catch (error) {
    return (error as FrameError).fault;
  }
  return undefined;
}

function connectFault(packet: Buffer): string | undefined {
  const { buffer, body, end } = parsed(packet);
  return faultOf(() => checkConnect(buffer, body, end, 8));
}

const publishOf = (topic: Buffer): Buffer => {
  const frame = encodePublish({ topic: 'x'.repeat(topic.length), payload: '{}', qos: 0 });
  topic.copy(frame, 4);
  return frame;
};

describe('the check of CONNECT', () => {
  it('passes a good one', () => expect(connectFault(encodeConnect(CONNECT))).toBeUndefined());

  it.each([
    ['client id', { ...CONNECT, clientId: NUL }],
    ['user name', { ...CONNECT, username: NUL }],
    ['will topic', { ...CONNECT, will: { ...WILL, topic: NUL } }],
  ])('refuses U+0000 in the %s', (_name, packet) => expect(connectFault(encodeConnect(packet))).toBe('topic-text'));

  it('lets a password and a will be any bytes', () => {
    const bytes = Buffer.from([0, 0xff]);
    expect(
      connectFault(encodeConnect({ ...CONNECT, password: bytes, will: { ...WILL, payload: bytes } })),
    ).toBeUndefined();
  });

  it('refuses one that is cut off anywhere or has bytes left over', () => {
    const whole = encodeConnect(CONNECT);
    for (let cut = 2; cut < whole.length; cut++) {
      const part = Buffer.from(whole.subarray(0, cut));
      part[1] = cut - 2;
      expect(connectFault(part)).toBe('malformed');
    }
    const longer = Buffer.concat([whole, Buffer.from([0])]);
    longer[1] = longer.length - 2;
    expect(connectFault(longer)).toBe('malformed');
  });

  it.each([0x01, 0x18 | 4, 0x08, 0x20, 0x40])('refuses the contradictory flags %p', (flags) => {
    const packet = encodeConnect({ clientId: 'a' });
    packet[9] = flags;
    expect(connectFault(packet)).toBe('malformed');
  });

  it.each([3, 5, 6, 0x84])('names version %p as the fault', (version) => {
    const packet = encodeConnect({ clientId: 'a' });
    packet[8] = version;
    expect(connectFault(packet)).toBe('protocol-version');
  });
});

describe('the check of topics', () => {
  it.each([
    ['U+0000', Buffer.from('devices/a\0/telemetry')],
    ['a stray continuation byte', Buffer.from([0x64, 0x80, 0x64])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
    ['a cut character', Buffer.from([0x61, 0xe2, 0x82])],
  ])('refuses %s in a PUBLISH and in a filter', (_name, topic) => {
    expect(faultOf(() => checkPublish(parsed(publishOf(topic)), 0, 8))).toBe('topic-text');
    const subscribe = encodeSubscribe(1, ['good', 'x'.repeat(topic.length)]);
    topic.copy(subscribe, subscribe.length - 1 - topic.length);
    expect(faultOf(() => checkControl(parsed(subscribe), 8, 8))).toBe('topic-text');
  });

  it('passes other languages', () => {
    expect(faultOf(() => checkPublish(parsed(publishOf(Buffer.from('geräte/温度'))), 0, 8))).toBeUndefined();
  });

  it('counts levels', () => {
    expect(faultOf(() => checkPublish(parsed(publishOf(Buffer.from('1/2/3/4/5/6/7/8'))), 0, 8))).toBeUndefined();
    expect(faultOf(() => checkPublish(parsed(publishOf(Buffer.from('1/2/3/4/5/6/7/8/'))), 0, 8))).toBe('topic-depth');
  });

  it('refuses a filter without QoS, a subscription without filter and an empty topic', () => {
    const whole = encodeSubscribe(1, ['good']);
    const cut = Buffer.from(whole.subarray(0, -1));
    cut[1]!--;
    for (const packet of [cut, encodeSubscribe(1, []), encodeSubscribe(1, [''])]) {
      expect(faultOf(() => checkControl(parsed(packet), 8, 8))).toBe('malformed');
    }
    expect(faultOf(() => checkPublish(parsed(publishOf(Buffer.alloc(0))), 0, 8))).toBe('malformed');
  });
});
