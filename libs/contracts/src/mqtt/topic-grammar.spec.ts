import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildDeviceTopic, parseDeviceTopic, type DeviceChannel, type DeviceTopic } from './topic-grammar.js';

const COMMAND = '01JD0Z6C3R8V5N2M9K4T7X1QPA';
const externalId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);
const commandId = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

const ends = fc.oneof(
  fc.record({ channel: fc.constantFrom<DeviceChannel>('telemetry', 'state', 'events', 'status') }),
  fc.record({ channel: fc.constantFrom<DeviceChannel>('commands', 'commands/ack'), commandId }),
);
const topic: fc.Arbitrary<DeviceTopic> = fc
  .tuple(fc.record({ device: externalId, gateway: externalId }, { requiredKeys: ['device'] }), ends)
  .map(([who, what]) => ({ ...who, ...what }));

/** Near misses: true topics with one place spoilt, and levels of the grammar in any order. */
const level = fc.oneof(
  fc.constantFrom(
    'devices',
    'gateways',
    'telemetry',
    'state',
    'commands',
    'ack',
    COMMAND,
    '+',
    '#',
    '',
    '$SYS',
    '$share',
  ),
  externalId,
  fc.string(),
);
const nearMiss = fc.oneof(
  fc.array(level, { maxLength: 8 }).map((levels) => levels.join('/')),
  fc.tuple(topic, fc.nat(), fc.string({ maxLength: 2, unit: 'binary' })).map(([of, at, noise]) => {
    const text = buildDeviceTopic(of);
    const place = at % (text.length + 1);
    return text.slice(0, place) + noise + text.slice(place + 1);
  }),
);

describe('device topics', () => {
  it('parse to what they were built from', () => {
    fc.assert(
      fc.property(topic, (built) => {
        expect(parseDeviceTopic(buildDeviceTopic(built))).toEqual(built);
      }),
    );
  });

  it('build to the same text again whenever a text parses at all', () => {
    fc.assert(
      fc.property(nearMiss, (text) => {
        const parsed = parseDeviceTopic(text);
        if (parsed !== undefined) expect(buildDeviceTopic(parsed)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a wildcard for the device', 'devices/+/telemetry'],
    ['a wildcard at the end', 'devices/a/#'],
    ['a shared subscription', '$share/g/devices/a/telemetry'],
    ['a system topic', '$SYS/broker/uptime'],
    ['a leading slash', '/devices/a/telemetry'],
    ['a trailing slash', 'devices/a/telemetry/'],
    ['an empty device', 'devices//telemetry'],
    ['another case', 'Devices/a/Telemetry'],
    ['a look-alike letter', 'devices/а/telemetry'],
    ['a zero-width space', 'devices/a\u200b/telemetry'],
    ['a NUL', 'devices/a\0/telemetry'],
    ['a line feed after the device', 'devices/a\n/telemetry'],
    ['a line feed at the end', 'devices/a/telemetry\n'],
    ['a device name of 65 characters', `devices/${'a'.repeat(65)}/telemetry`],
    ['a device name that begins with a dot', 'devices/../telemetry'],
    ['a gateway without a child', 'gateways/g/telemetry'],
    ['a gateway’s wildcard', 'gateways/+/devices/a/telemetry'],
    ['a gateway behind a gateway', 'gateways/g/gateways/h/devices/a/telemetry'],
    ['a command without its id', 'devices/a/commands'],
    ['a command id in lower case', `devices/a/commands/${COMMAND.toLowerCase()}`],
    ['a command id above 128 bits', 'devices/a/commands/8ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
    ['a command’s answer under another word', `devices/a/commands/${COMMAND}/nack`],
    ['levels after the answer', `devices/a/commands/${COMMAND}/ack/x`],
    ['a channel below telemetry', 'devices/a/telemetry/x'],
    ['nothing', ''],
  ])('do not include %s', (_what, text) => {
    expect(parseDeviceTopic(text)).toBeUndefined();
  });

  it.each<[string, DeviceTopic]>([
    ['a device name with a slash', { device: 'a/b', channel: 'telemetry' }],
    ['a wildcard', { device: '+', channel: 'telemetry' }],
    ['an empty gateway', { device: 'a', gateway: '', channel: 'telemetry' }],
    ['a command without an id', { device: 'a', channel: 'commands' }],
    ['a command id that is none', { device: 'a', channel: 'commands/ack', commandId: '1' }],
    ['telemetry with a command id', { device: 'a', channel: 'telemetry', commandId: COMMAND }],
  ])('cannot be built from %s', (_what, from) => {
    expect(() => buildDeviceTopic(from)).toThrow(RangeError);
  });
});
