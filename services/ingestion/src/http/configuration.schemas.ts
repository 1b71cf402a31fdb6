import { isIP } from 'node:net';
import { z } from 'zod';
import {
  BATTERY_DATES,
  CAPACITY_AH,
  CHEMISTRIES,
  MOST_PARALLEL_CELLS,
  MOST_SERIES_CELLS,
  POWER_W,
  VOLTAGE_V,
} from '../domain/battery-configuration.js';
import { CHIPS, LAST_GPIO } from '../domain/chip-pins.js';
import { SWITCH_TYPES } from '../domain/switchboard-configuration.js';

const DAY_SECONDS = 86_400;
const LONGEST_TEXT = 120;
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
  const text = typeof input === 'number' ? String(input) : jsonOf(input);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function jsonOf(input: unknown): string {
  try {
    return JSON.stringify(input) ?? String(input);
  } catch {
    return 'what is nested so deeply'; // the stack ended
  }
}

function between({ least, most }: { readonly least: number; readonly most: number }, unit: string) {
  const error = expected(`a number from ${least} to ${most}, in ${unit}`);
  return z.number({ error }).min(least, { error }).max(most, { error });
}

function whole(from: number, to: number, what: string) {
  const error = expected(`a whole number from ${from} to ${to}${what}`);
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error });
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: expected(`one of ${values.join(', ')}`) });
}

function text() {
  const error = expected(`a text of 1 to ${LONGEST_TEXT} characters, not blank and without control characters`);
  return z.string({ error }).refine(isText, { error });
}

/** One that PostgreSQL takes (no NUL, no half of a surrogate pair, counted in characters) and people can read. */
function isText(value: string): boolean {
  if (value.length > 2 * LONGEST_TEXT || [...value].length > LONGEST_TEXT) return false;
  return /[^\s\p{Cf}]/u.test(value) && !/[\p{Cc}\p{Cs}]/u.test(value);
}

const { first, last } = BATTERY_DATES;
const dateError = expected(`a date such as 2024-05-31, from ${first} to ${last}`);
// as yyyy-mm-dd, dates sort as texts
const date = z
  .string({ error: dateError })
  .refine((value) => z.iso.date().safeParse(value).success && value >= first && value <= last, { error: dateError });

/** Body of `PUT /v1/devices/{externalId}/battery`. */
export const batteryBodySchema = z.strictObject({
  chemistry: oneOf(CHEMISTRIES),
  nominalCapacityAh: between(CAPACITY_AH, 'A.h'),
  nominalVoltageV: between(VOLTAGE_V, 'V'),
  maxChargePowerW: between(POWER_W, 'W'),
  maxDischargePowerW: between(POWER_W, 'W'),
  seriesCells: whole(1, MOST_SERIES_CELLS, ''),
  parallelCells: whole(1, MOST_PARALLEL_CELLS, ''),
  rackPosition: text().nullable().optional(),
  installedOn: date.nullable().optional(),
  commissionedOn: date.nullable().optional(),
  location: text().nullable().optional(),
  status: oneOf(STATUSES).optional(),
  firmware: text().nullable().optional(),
});

const gpio = () => whole(0, LAST_GPIO, `, a GPIO of ${CHIPS.join(', ')}`);

const switchSchema = z.strictObject({
  id: z.string({ error: expected('the name of a metric, such as switch1') }),
  name: text(),
  type: oneOf(SWITCH_TYPES),
  gpio: gpio().nullable().default(null),
  relayGpio: gpio(),
});

const addressError = expected('an IPv4 or IPv6 address without a zone');
const address = z
  .string({ error: addressError })
  .refine((value) => isIP(value) !== 0 && !value.includes('%'), { error: addressError });
const listError = expected(`a list of at most ${LAST_GPIO + 1} switches, which may be empty`);

/** Body of `PUT /v1/devices/{externalId}/switches`. */
export const switchboardBodySchema = z.strictObject({
  updateIntervalSeconds: whole(1, DAY_SECONDS, ', in s').optional(),
  room: text().nullable().optional(),
  ip: address.nullable().optional(),
  chip: oneOf(CHIPS).nullable().optional(),
  switches: z.array(switchSchema, { error: listError }).max(LAST_GPIO + 1, { error: listError }),
});
