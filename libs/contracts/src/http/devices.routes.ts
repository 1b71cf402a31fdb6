import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { deviceV1, externalIdSchema, profileRefSchema } from '../registry/registry.v1.js';
import { defineRoute } from './define-route.js';
import { deviceParams, flagSchema, idParams, instantSchema, labelSchema, pageOf, pageQuery } from './shared.schemas.js';

const owner = 'ingestion';
const tag = 'devices';

const typeSchema = deviceV1.data.shape.type;
const profileIdSchema = profileRefSchema.shape.id;

export const deviceSchema = z
  .object({
    device: externalIdSchema.meta({ description: 'Its name in MQTT topics and in paths' }),
    id: ulidSchema,
    name: z.string(),
    type: typeSchema,
    siteId: ulidSchema,
    site: z.string().meta({ description: "The site's name" }),
    locationId: ulidSchema.nullable(),
    profile: profileRefSchema,
    gateway: externalIdSchema.nullable().meta({ description: 'The device that publishes for it' }),
    mac: z.string().nullable(),
    firmware: z.string().nullable(),
    disabled: z.boolean(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Device' });

/**
 * - `online`: its newest reading is younger than its profile's shortest staleness.
 * - `stale`: older than that.
 * - `silent`: no reading of it is known.
 */
export const deviceStateSchema = z.enum(['online', 'stale', 'silent']).meta({
  description:
    'online: newest reading younger than the shortest staleness of its profile; stale: older; silent: none known',
});

export const listedDeviceSchema = z
  .object({
    device: externalIdSchema,
    id: ulidSchema,
    name: z.string(),
    type: typeSchema,
    siteId: ulidSchema,
    site: z.string(),
    locationId: ulidSchema.nullable(),
    profile: profileRefSchema,
    domain: z.string().meta({ description: 'The domain pack that brought the profile; `own` for one of your own' }),
    disabled: z.boolean(),
    state: deviceStateSchema,
    connected: z.boolean(),
    lastReadingAt: instantSchema.nullable().meta({ description: 'When its newest reading arrived' }),
    readingsPerMinute: z.number().meta({ description: 'Of the last full minute' }),
    refusedLastHour: z.number().int(),
  })
  .meta({ id: 'ListedDevice' });

const named = {
  site: z.string().min(1).max(120).meta({ description: "The site's name or ULID" }),
  profile: profileIdSchema.meta({ description: 'Its newest version is taken' }),
};
const optional = {
  name: labelSchema.optional(),
  type: typeSchema.optional(),
  mac: z.string().max(40).nullable().optional().meta({ description: 'Of one interface, such as a4:cf:12:0b:3e:9d' }),
  gateway: externalIdSchema.nullable().optional(),
  locationId: ulidSchema.nullable().optional(),
  disabled: z.boolean().optional(),
};

const usernameSchema = z
  .string()
  .max(97)
  .meta({ description: 'MQTT user name: the external id, with `@tenant` in any tenant but `default`' });

export const deviceSecretSchema = z
  .object({
    id: ulidSchema,
    username: usernameSchema,
    secret: z.string().meta({ description: 'MQTT password; in this answer alone' }),
    expiresAt: instantSchema.nullable(),
  })
  .meta({ id: 'DeviceSecret' });

const credentialSchema = z
  .object({
    id: ulidSchema,
    createdAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    revoked: z.boolean(),
  })
  .meta({ id: 'Credential' });

const importSchema = z
  .object({
    created: z.number().int(),
    unchanged: z.number().int().meta({ description: 'Were there, just like that' }),
    failed: z.array(z.object({ line: z.number().int(), device: z.string().nullable(), message: z.string() })),
    secrets: z.array(z.object({ username: usernameSchema, secret: z.string() })),
  })
  .meta({ id: 'DeviceImport' });

export const deviceRoutes = {
  listDevices: defineRoute({
    id: 'listDevices',
    method: 'GET',
    path: '/devices',
    owner: 'gateway',
    tag,
    scope: 'read',
    summary: 'Devices by external id, with what they are doing',
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(120).optional().meta({ description: 'Part of its external id or name, in any case' }),
      site: ulidSchema.optional(),
      profile: profileIdSchema.optional(),
      domain: z.string().max(64).optional(),
      state: deviceStateSchema.optional(),
      connected: flagSchema.optional(),
      disabled: flagSchema.optional(),
    }),
    status: [200],
    answer: pageOf(listedDeviceSchema).extend({ total: z.number().int().meta({ description: 'How many match' }) }),
    problems: [],
  }),
  createDevice: defineRoute({
    id: 'createDevice',
    method: 'POST',
    path: '/devices',
    owner,
    tag,
    scope: 'write',
    summary: 'Register a new device',
    body: z.strictObject({ device: externalIdSchema, ...named, ...optional }),
    status: [201],
    answer: deviceSchema,
    problems: [409],
    idempotent: true,
  }),
  importDevices: defineRoute({
    id: 'importDevices',
    method: 'POST',
    path: '/devices/import',
    owner,
    tag,
    scope: 'write',
    summary: 'Register devices from CSV',
    description:
      'A header line, then a device a line: `device,site,profile` and, where wanted, `name,type,mac,gateway,location`. At most 10,000 lines. A line that is wrong is named and costs no other.',
    query: z.strictObject({
      secrets: flagSchema.default(false).meta({ description: 'Make a secret for each new device' }),
    }),
    body: z.string().min(1).max(4_000_000),
    bodyType: 'text/csv',
    status: [200],
    answer: importSchema,
    problems: [415],
    idempotent: true,
  }),
  getDevice: defineRoute({
    id: 'getDevice',
    method: 'GET',
    path: '/devices/{device}',
    owner,
    tag,
    scope: 'read',
    summary: 'One device',
    params: deviceParams,
    status: [200],
    answer: deviceSchema,
    problems: [404],
    etag: true,
  }),
  putDevice: defineRoute({
    id: 'putDevice',
    method: 'PUT',
    path: '/devices/{device}',
    owner,
    tag,
    scope: 'write',
    summary: 'Register a device, or change the one of this external id; what is left out stays',
    params: deviceParams,
    body: z.strictObject({ ...named, ...optional }),
    status: [200, 201],
    answer: deviceSchema,
    problems: [409, 412],
    etag: true,
  }),
  changeDevice: defineRoute({
    id: 'changeDevice',
    method: 'PATCH',
    path: '/devices/{device}',
    owner,
    tag,
    scope: 'write',
    summary: 'Change what is named; the rest stays. `disabled: true` closes its connection and refuses new ones',
    params: deviceParams,
    bodyType: 'application/merge-patch+json',
    body: z.strictObject({ ...named, ...optional }).partial(),
    status: [200],
    answer: deviceSchema,
    problems: [404, 409, 412],
    etag: true,
  }),
  deleteDevice: defineRoute({
    id: 'deleteDevice',
    method: 'DELETE',
    path: '/devices/{device}',
    owner,
    tag,
    scope: 'admin',
    summary: 'Take a device away with its secrets, its readings and its dead letters',
    params: deviceParams,
    status: [204],
    problems: [404, 409, 412],
    etag: true,
  }),
  issueSecret: defineRoute({
    id: 'issueSecret',
    method: 'POST',
    path: '/devices/{device}/secrets',
    owner,
    tag,
    scope: 'write',
    summary: 'A new secret of a device; it is in this answer alone',
    params: deviceParams,
    body: z.strictObject({
      expiresInSeconds: z
        .number()
        .int()
        .min(1)
        .max(3_660 * 86_400)
        .nullable()
        .default(null),
      replace: z.boolean().default(false).meta({ description: 'End all earlier secrets of it' }),
    }),
    bodyOptional: true,
    status: [201],
    answer: deviceSecretSchema,
    problems: [404],
    idempotent: true,
  }),
  listSecrets: defineRoute({
    id: 'listSecrets',
    method: 'GET',
    path: '/devices/{device}/secrets',
    owner,
    tag,
    scope: 'read',
    summary: 'Secrets of a device, without themselves',
    params: deviceParams,
    query: z.strictObject(pageQuery),
    status: [200],
    answer: pageOf(credentialSchema),
    problems: [404],
  }),
  revokeCredential: defineRoute({
    id: 'revokeCredential',
    method: 'DELETE',
    path: '/credentials/{credential}',
    owner,
    tag,
    scope: 'write',
    summary: 'End a secret or an enrolment key, and the connections it opened',
    params: idParams('credential', 'the secret or key'),
    status: [204],
    problems: [404],
  }),
};
