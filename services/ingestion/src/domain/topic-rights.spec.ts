import { describe, expect, it } from '@jest/globals';
import { parseDeviceTopic, type DeviceTopic, type DeviceV1 } from '@fieldline/contracts';
import { mayPublish, maySubscribe } from './topic-rights.js';

const COMMAND = '01JD0YQ2H7F3W8B5C6D9E0G1JK';

function device(externalId: string, change: Partial<DeviceV1> = {}): DeviceV1 {
  const own = { id: `id-${externalId}`, tenantId: 'default', siteId: 's', externalId, name: externalId };
  const rest = { profile: { id: 'p', version: 1 }, gatewayId: null, enrolledBy: null, disabled: false };
  return { ...own, type: 'device', ...rest, ...change };
}

const gateway = device('gw', { type: 'gateway' });
const plain = device('d1');
const known = new Map(
  [
    gateway,
    plain,
    device('d10'),
    device('child', { gatewayId: gateway.id }),
    device('resting', { gatewayId: gateway.id, disabled: true }),
    device('foreign', { gatewayId: 'id-another' }),
  ].map((one) => [one.externalId, one]),
);
const find = (externalId: string): DeviceV1 | undefined => known.get(externalId);

function publishes(speaker: DeviceV1, topic: string): boolean {
  return mayPublish(speaker, parseDeviceTopic(topic) as DeviceTopic, find);
}

describe('a device may publish', () => {
  it.each(['telemetry', 'state', 'events', 'status', `commands/${COMMAND}/ack`])('its own %s', (channel) => {
    expect(publishes(plain, `devices/d1/${channel}`)).toBe(true);
  });

  it.each([
    'devices/d10/telemetry',
    'devices/D1/telemetry',
    'devices/gw/telemetry',
    `devices/d1/commands/${COMMAND}`,
    'gateways/gw/devices/child/telemetry',
    'gateways/gw/devices/d1/telemetry',
    'gateways/d1/devices/child/telemetry',
    'gateways/d1/devices/nobody/telemetry',
  ])('nothing on %s', (topic) => {
    expect(publishes(plain, topic)).toBe(false);
  });
});

describe('a gateway may publish', () => {
  it('for itself and the children that are registered to it', () => {
    expect(publishes(gateway, 'devices/gw/telemetry')).toBe(true);
    expect(publishes(gateway, 'gateways/gw/devices/child/telemetry')).toBe(true);
  });

  it('under a name that nobody has, so that it is refused with its bytes kept', () => {
    expect(publishes(gateway, 'gateways/gw/devices/nobody/telemetry')).toBe(true);
  });

  it.each([
    'devices/child/telemetry',
    'gateways/gw/devices/foreign/telemetry',
    'gateways/gw/devices/d1/telemetry',
    'gateways/gw/devices/gw/telemetry',
    'gateways/gw/devices/resting/telemetry',
    'gateways/another/devices/child/telemetry',
    `gateways/gw/devices/child/commands/${COMMAND}`,
  ])('nothing on %s', (topic) => {
    expect(publishes(gateway, topic)).toBe(false);
  });
});

describe('a device may subscribe', () => {
  it.each(['commands/+', 'commands/#', `commands/${COMMAND}`])('to its own %s', (rest) => {
    expect(maySubscribe(plain, `devices/d1/${rest}`, find)).toBe(true);
  });

  it.each(['commands/+', 'commands/#', `commands/${COMMAND}`])('as a gateway to %s of its children', (rest) => {
    expect(maySubscribe(gateway, `gateways/gw/devices/child/${rest}`, find)).toBe(true);
    expect(maySubscribe(gateway, `gateways/gw/devices/+/${rest}`, find)).toBe(true);
  });

  it.each([
    '#',
    '+/#',
    'devices/#',
    'devices/+/commands/+',
    'devices/d1/#',
    'devices/d1/+/+',
    'devices/d1/telemetry',
    'devices/d1/commands',
    'devices/d1/commands/x',
    `devices/d1/commands/${COMMAND}/ack`,
    'devices/d1/commands/+/ack',
    'devices/d10/commands/+',
    'devices/D1/commands/+',
    '/devices/d1/commands/+',
    'devices/d1//commands/+',
    '$SYS/#',
    '$share/all/devices/d1/commands/+',
    '$share/all/devices/+/commands/+',
    'gateways/gw/devices/+/commands/+',
    'gateways/d1/devices/#',
    '',
  ])('not to %j', (filter) => {
    expect(maySubscribe(plain, filter, find)).toBe(false);
  });

  it.each([
    'gateways/gw/devices/foreign/commands/+',
    'gateways/gw/devices/nobody/commands/+',
    'gateways/gw/devices/#',
    'gateways/gw/#',
    'gateways/gw/devices/+/#',
    'gateways/+/devices/child/commands/+',
    'devices/child/commands/+',
  ])('not, as a gateway, to %j', (filter) => {
    expect(maySubscribe(gateway, filter, find)).toBe(false);
  });
});
