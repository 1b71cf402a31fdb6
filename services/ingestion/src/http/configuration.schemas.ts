import { z } from 'zod';
import { CHEMISTRIES } from '../domain/battery-configuration.js';
import { LAST_GPIO, SWITCH_TYPES } from '../domain/switchboard-configuration.js';

const DAY_SECONDS = 86_400;
const MAX_CELLS = 1_000_000;
const STATUSES = ['online', 'offline', 'error', 'maintenance'] as const;

interface Issue {
  readonly input?: unknown;
}

/** Says the value and what would be right; the door names the field. */
function expected(what: string) {
  return ({ input }: Issue): string =>
    input === undefined ? `missing; expected ${what}` : `${shown(input)} is not ${what}`;
}

/** A value as JSON, cut where it would fill the message. */
function shown(input: unknown): string {
  const text = JSON.stringify(input) ?? String(input);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function positive(unit: string) {
  const error = expected(`a number above 0, in ${unit}`);
  return z.number({ error }).positive({ error });
}

function whole(from: number, to: number, what: string) {
  const error = expected(`a whole number from ${from} to ${to}${what}`);
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error });
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: expected(`one of ${values.join(', ')}`) });
}

function text() {
  const error = expected('a text of 1 to 120 characters');
  return z.string({ error }).min(1, { error }).max(120, { error });
}

const date = z.iso.date({ error: expected('a date such as 2024-05-31') });

/** Body of `PUT /v1/devices/{externalId}/battery`. */
export const batteryBodySchema = z.strictObject({
  chemistry: oneOf(CHEMISTRIES),
  nominalCapacityAh: positive('A.h'),
  nominalVoltageV: positive('V'),
  maxChargePowerW: positive('W'),
  maxDischargePowerW: positive('W'),
  seriesCells: whole(1, MAX_CELLS, ''),
  parallelCells: whole(1, MAX_CELLS, ''),
  rackPosition: text().nullable().optional(),
  installedOn: date.nullable().optional(),
  commissionedOn: date.nullable().optional(),
  location: text().nullable().optional(),
  status: oneOf(STATUSES).optional(),
  firmware: text().nullable().optional(),
});

const gpio = () => whole(0, LAST_GPIO, ', a GPIO of an ESP32 or ESP32-S3');

const switchSchema = z.strictObject({
  id: z.string({ error: expected('the name of a metric, such as switch1') }),
  name: text(),
  type: oneOf(SWITCH_TYPES),
  gpio: gpio().nullable().default(null),
  relayGpio: gpio(),
});

const address = z.union([z.ipv4(), z.ipv6()], { error: expected('an IPv4 or IPv6 address') });

/** Body of `PUT /v1/devices/{externalId}/switches`. */
export const switchboardBodySchema = z.strictObject({
  updateIntervalSeconds: whole(1, DAY_SECONDS, ', in s').optional(),
  room: text().nullable().optional(),
  ip: address.nullable().optional(),
  switches: z.array(switchSchema, { error: expected('a list of switches, which may be empty') }).max(LAST_GPIO + 1),
});
