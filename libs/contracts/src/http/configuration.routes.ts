import { z } from 'zod';
import { deviceV1, externalIdSchema } from '../registry/registry.v1.js';
import { between, dateBetween, expected, ipAddress, oneOf, text, whole } from './configuration.fields.js';
import {
  BATTERY_DATES,
  BATTERY_STATUSES,
  CAPACITY_AH,
  CHEMISTRIES,
  CHIPS,
  LAST_GPIO,
  LONGEST_UPDATE_INTERVAL_SECONDS,
  MOST_PARALLEL_CELLS,
  MOST_SERIES_CELLS,
  POWER_W,
  SWITCH_TYPES,
  VOLTAGE_V,
} from './configuration.limits.js';
import { defineRoute } from './define-route.js';
import { deviceParams, instantSchema } from './shared.schemas.js';

const owner = 'ingestion';
const tag = 'devices';

const batteryNeeds = {
  chemistry: oneOf(CHEMISTRIES),
  nominalCapacityAh: between(CAPACITY_AH, 'A.h'),
  nominalVoltageV: between(VOLTAGE_V, 'V'),
  maxChargePowerW: between(POWER_W, 'W'),
  maxDischargePowerW: between(POWER_W, 'W'),
  seriesCells: whole(1, MOST_SERIES_CELLS, ''),
  parallelCells: whole(1, MOST_PARALLEL_CELLS, ''),
};
const batteryMay = {
  rackPosition: text().nullable(),
  installedOn: dateBetween(BATTERY_DATES).nullable(),
  commissionedOn: dateBetween(BATTERY_DATES).nullable(),
  location: text().nullable().meta({ description: 'Name of its location within the site; a new one is made' }),
  firmware: text().nullable(),
};

/** What a battery is (systems.md B4). */
export const batteryBodySchema = z.strictObject({
  ...batteryNeeds,
  ...z.object(batteryMay).partial().shape,
  status: oneOf(BATTERY_STATUSES).optional(),
});

const gpio = () => whole(0, LAST_GPIO, `, a GPIO of ${CHIPS.join(', ')}`);

const switchShape = {
  id: z.string({ error: expected('the name of a metric, such as switch1') }),
  name: text(),
  type: oneOf(SWITCH_TYPES),
  gpio: gpio().nullable().meta({ description: 'Pin of its button; null: it has none' }),
  relayGpio: gpio(),
};

const listError = expected(`a list of at most ${LAST_GPIO + 1} switches, which may be empty`);

/** What hangs on a switchboard (systems.md E2). */
export const switchboardBodySchema = z.strictObject({
  updateIntervalSeconds: whole(1, LONGEST_UPDATE_INTERVAL_SECONDS, ', in s').optional(),
  room: text().nullable().optional(),
  ip: ipAddress().nullable().optional(),
  chip: oneOf(CHIPS).nullable().optional(),
  switches: z
    .array(z.strictObject({ ...switchShape, gpio: switchShape.gpio.default(null) }), { error: listError })
    .max(LAST_GPIO + 1, { error: listError }),
});

const statusSchema = z.enum(['unknown', ...BATTERY_STATUSES]);
const audit = {
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
  updatedBy: z.string(),
};

const batterySchema = z
  .object({
    device: externalIdSchema,
    ...batteryNeeds,
    ...batteryMay,
    status: statusSchema,
    lastSeen: instantSchema.nullable().meta({ description: 'When its newest reading was measured' }),
    archivedAt: instantSchema.nullable().meta({ description: 'null while it is not in the archive' }),
    ...audit,
  })
  .meta({ id: 'Battery' });

const switchboardSchema = z
  .object({
    device: externalIdSchema,
    type: deviceV1.data.shape.type,
    chip: z.enum(CHIPS).nullable(),
    mac: z.string().nullable(),
    room: z.string().nullable(),
    ip: z.string().nullable(),
    firmware: z.string().nullable(),
    status: statusSchema,
    topic: z.string().meta({ description: 'Where it publishes, unless its firmware has topics of its own' }),
    updateIntervalSeconds: z.number().int(),
    switches: z.array(
      z.object({
        ...switchShape,
        state: z.boolean().nullable().meta({ description: 'null: nothing was heard of it' }),
        toldAt: instantSchema.nullable(),
        lastChange: instantSchema.nullable().meta({ description: 'null: so for longer than a week' }),
        unchangedSince: instantSchema.nullable(),
      }),
    ),
    ...audit,
  })
  .meta({ id: 'Switchboard' });

export const configurationRoutes = {
  getBattery: defineRoute({
    id: 'getBattery',
    method: 'GET',
    path: '/devices/{device}/battery',
    owner,
    tag,
    scope: 'read',
    summary: 'What a battery is, and when it was last seen',
    params: deviceParams,
    status: [200],
    answer: batterySchema,
    problems: [404],
  }),
  putBattery: defineRoute({
    id: 'putBattery',
    method: 'PUT',
    path: '/devices/{device}/battery',
    owner,
    tag,
    scope: 'write',
    summary: 'Set down what a battery is; what may be left out stays, null takes it away',
    params: deviceParams,
    body: batteryBodySchema,
    status: [200, 201],
    answer: batterySchema,
    problems: [404, 409],
  }),
  getSwitches: defineRoute({
    id: 'getSwitches',
    method: 'GET',
    path: '/devices/{device}/switches',
    owner,
    tag,
    scope: 'read',
    summary: 'Switches of a board, their state and last change',
    params: deviceParams,
    status: [200],
    answer: switchboardSchema,
    problems: [404],
  }),
  putSwitches: defineRoute({
    id: 'putSwitches',
    method: 'PUT',
    path: '/devices/{device}/switches',
    owner,
    tag,
    scope: 'write',
    summary: 'Set down all switches of a board; those that are not named are gone',
    params: deviceParams,
    body: switchboardBodySchema,
    status: [200, 201],
    answer: switchboardSchema,
    problems: [404, 409],
  }),
};
