import { describe, expect, it } from '@jest/globals';
import { parseDeviceTopic } from '@fieldline/contracts';
import { listensForItself, speaksForItself } from './topic-rights.js';

const X = { deviceId: 'D', tenantId: 'default', siteId: 'S', externalId: 'x' };
const COMMAND = '01JD000000000000000000000A';

const mayPublish = (topic: string): boolean => {
  const parsed = parseDeviceTopic(topic);
  return parsed !== undefined && speaksForItself(X, parsed);
};

describe('what a device may publish', () => {
  it.each([
    'devices/x/telemetry',
    'devices/x/state',
    'devices/x/events',
    'devices/x/status',
    `devices/x/commands/${COMMAND}/ack`,
    'gateways/x/devices/child/telemetry',
  ])('may name %s', (topic) => expect(mayPublish(topic)).toBe(true));

  it.each([
    'devices/y/telemetry',
    'devices/xx/telemetry',
    'devices/X/telemetry',
    'Devices/x/telemetry',
    'devices/x/Telemetry',
    'devices//telemetry',
    'devices/x//telemetry',
    '/devices/x/telemetry',
    'devices/x/telemetry/',
    'devices/x/../y/telemetry',
    'devices/x/telemetry/extra',
    'devices/x',
    'devices/x /telemetry',
    'devices/х/telemetry',
    'devices/x\u200b/telemetry',
    'devices/ｘ/telemetry',
    'devices/+/telemetry',
    'devices/x/#',
    '#',
    `devices/x/commands/${COMMAND}`,
    'gateways/y/devices/x/telemetry',
    'gateways/x/devices/../telemetry',
    'gateways/x/telemetry',
    '$SYS/broker/load',
    '$share/group/devices/x/telemetry',
    '$queue/devices/x/telemetry',
    '',
  ])('may not name %p', (topic) => expect(mayPublish(topic)).toBe(false));
});

describe('what a device may subscribe to', () => {
  it.each([
    'devices/x/commands/+',
    'devices/x/commands/#',
    `devices/x/commands/${COMMAND}`,
    'gateways/x/devices/child/commands/+',
    'gateways/x/devices/+/commands/+',
  ])('may name %s', (filter) => expect(listensForItself(X, filter)).toBe(true));

  it.each([
    '#',
    '+',
    'devices/#',
    'devices/x/#',
    'devices/x/+',
    'devices/x/+/+',
    'devices/+/commands/+',
    'devices/+/commands/#',
    '+/x/commands/+',
    'devices/x/telemetry',
    'devices/x/commands',
    'devices/x/commands/',
    'devices/x/commands/+/ack',
    'devices/x/commands/+/',
    'devices/x/commands/+/#',
    'devices/x/commands/x+',
    'devices/y/commands/+',
    'devices/xx/commands/+',
    'devices/X/commands/+',
    'Devices/x/commands/+',
    'devices//commands/+',
    'devices/x/../y/commands/+',
    'devices/х/commands/+',
    'gateways/x/devices/+/+/+',
    'gateways/+/devices/+/commands/+',
    'gateways/y/devices/+/commands/+',
    'gateways/x/devices/+/telemetry',
    'gateways/x/devices/+/#',
    'gateways/x/#',
    'gateways/y/devices/x/commands/+',
    '$SYS/#',
    '$SYS/+/new/clients',
    '$share/group/devices/x/commands/+',
    '$share/group/devices/y/commands/+',
  ])('may not name %p', (filter) => expect(listensForItself(X, filter)).toBe(false));
});
