import { z } from 'zod';
import { defineEvent, tenantIdSchema, ulidSchema } from '../envelope.js';
import { LIFETIME_CLASSES } from '../telemetry/lifetime-class.js';

/** A device's name in MQTT topics and for people; unique in its tenant. */
export const EXTERNAL_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
export const externalIdSchema = z.string().regex(EXTERNAL_ID_PATTERN);
export const profileRefSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  version: z.number().int().positive(),
});
export type ProfileRef = z.infer<typeof profileRefSchema>;

export const siteV1 = defineEvent({
  type: 'registry.site',
  version: 1,
  key: 'site id',
  summary: 'A site as it now is.',
  data: z.object({
    id: ulidSchema,
    tenantId: tenantIdSchema,
    name: z.string().min(1).max(120),
    timeZone: z.string().min(1).describe('IANA time zone.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217.'),
    lifetime: z
      .literal('history')
      .nullable()
      .describe('`history` keeps the raw values of all its devices without end; null leaves it to each profile.'),
  }),
});
export type SiteV1 = z.infer<typeof siteV1.data>;

export const deviceV1 = defineEvent({
  type: 'registry.device',
  version: 1,
  key: 'device id',
  summary: 'A device as it now is.',
  data: z.object({
    id: ulidSchema,
    tenantId: tenantIdSchema,
    siteId: ulidSchema,
    externalId: externalIdSchema,
    name: z.string().min(1).max(120),
    type: z.enum(['device', 'esp32', 'sensor', 'gateway']),
    profile: profileRefSchema,
    gatewayId: ulidSchema.nullable().describe('The gateway that may publish for it.'),
    enrolledBy: ulidSchema.nullable().describe('Credential id of the enrolment key that registered it.'),
    disabled: z.boolean(),
    locationId: ulidSchema.nullable().optional().describe('Its place within the site.'),
  }),
});
export type DeviceV1 = z.infer<typeof deviceV1.data>;

/** gauge: a level; counter: rises, may start anew; absolute: consumption since the last reading; state: one of few. */
export const metricKindSchema = z.enum(['gauge', 'counter', 'absolute', 'state']);
export const valueTypeSchema = z.enum(['number', 'boolean', 'string', 'number[]']);

export const metricSpecSchema = z.object({
  metric: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
  unit: z.string().min(1).describe('UCUM, in which it is stored; `1` for a plain number.'),
  kind: metricKindSchema,
  type: valueTypeSchema,
  min: z.number().optional().describe('Inclusive, in `unit`; of each element for `number[]`.'),
  max: z.number().optional().describe('Inclusive, in `unit`; of each element for `number[]`.'),
  states: z.array(z.string()).optional().describe('Permitted strings of a state.'),
  largestStep: z
    .number()
    .positive()
    .optional()
    .describe('Largest believable change between neighbouring readings, in `unit`.'),
  stalenessSeconds: z.number().positive().describe('Without a value for so long it counts as stale.'),
  keyPath: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Where the payload names it otherwise: keys from the outside in, inside `values`.'),
  scale: z.number().optional().describe('stored = sent × scale + offset.'),
  offset: z.number().optional().describe('In `unit`.'),
  arrivesIn: z.string().optional().describe('UCUM unit it arrives in, where `scale` and `offset` convert it.'),
});
export type MetricSpec = z.infer<typeof metricSpecSchema>;

export const profileV1 = defineEvent({
  type: 'registry.profile',
  version: 1,
  key: 'profile id @ version',
  summary: 'One version of a profile; versions never change.',
  data: z.object({
    id: profileRefSchema.shape.id,
    version: profileRefSchema.shape.version,
    tenantId: tenantIdSchema,
    name: z.string().min(1).max(120),
    lifetime: z.enum(LIFETIME_CLASSES),
    metrics: z.array(metricSpecSchema).min(1),
  }),
});
export type ProfileV1 = z.infer<typeof profileV1.data>;

export const credentialV1 = defineEvent({
  type: 'registry.credential',
  version: 1,
  key: 'credential id',
  summary: 'A device secret or enrolment key: its digest, never itself.',
  restricted: true,
  data: z.object({
    id: ulidSchema,
    tenantId: tenantIdSchema,
    siteId: ulidSchema,
    kind: z.enum(['device', 'enrolment']),
    deviceId: ulidSchema.nullable().describe('Whose secret it is; null for an enrolment key.'),
    profile: profileRefSchema.nullable().describe('What an enrolment key registers devices with.'),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('HMAC-SHA-256 of the secret under the server key, hex.'),
    expiresAt: z.number().int().nullable().describe('ms since 1970.'),
    revoked: z.boolean(),
  }),
});
export type CredentialV1 = z.infer<typeof credentialV1.data>;

export const deviceConnectionV1 = defineEvent({
  type: 'registry.device-connection',
  version: 1,
  key: 'device id',
  summary: 'A device came or went, and at which member of the link.',
  data: z.object({
    deviceId: ulidSchema,
    siteId: ulidSchema,
    connected: z.boolean(),
    runId: ulidSchema.describe('Process that held or holds the connection.'),
    connection: z.number().int().positive().describe('Counts the connections of that process.'),
    at: z.number().int().describe('ms since 1970.'),
  }),
});
export type DeviceConnectionV1 = z.infer<typeof deviceConnectionV1.data>;
