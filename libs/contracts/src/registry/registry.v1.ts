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
    /** IANA time zone. */
    timeZone: z.string().min(1),
    /** ISO 4217. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** `history` keeps the raw values of all its devices without end; null leaves it to each profile. */
    lifetime: z.literal('history').nullable(),
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
    /** The gateway that may publish for it. */
    gatewayId: ulidSchema.nullable(),
    /** Credential id of the enrolment key that registered it. */
    enrolledBy: ulidSchema.nullable(),
    disabled: z.boolean(),
  }),
});
export type DeviceV1 = z.infer<typeof deviceV1.data>;

/** gauge: a level; counter: rises, may start anew; absolute: consumption since the last reading; state: one of few. */
export const metricKindSchema = z.enum(['gauge', 'counter', 'absolute', 'state']);
export const valueTypeSchema = z.enum(['number', 'boolean', 'string', 'number[]']);

export const metricSpecSchema = z.object({
  metric: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
  /** UCUM, in which it is stored; `1` for a plain number. */
  unit: z.string().min(1),
  kind: metricKindSchema,
  type: valueTypeSchema,
  /** Inclusive, in `unit`; of each element for `number[]`. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Permitted strings of a state. */
  states: z.array(z.string()).optional(),
  /** Largest believable change between neighbouring readings, in `unit`. */
  largestStep: z.number().positive().optional(),
  /** Without a value for so long it counts as stale. */
  stalenessSeconds: z.number().positive(),
  /** Where the payload names it otherwise: keys from the outside in, inside `values`. */
  keyPath: z.array(z.string()).min(1).optional(),
  /** stored = sent × scale + offset. */
  scale: z.number().optional(),
  offset: z.number().optional(),
  /** UCUM unit it arrives in, where `scale` and `offset` convert it. */
  arrivesIn: z.string().optional(),
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
    /** Whose secret it is; null for an enrolment key. */
    deviceId: ulidSchema.nullable(),
    /** What an enrolment key registers devices with. */
    profile: profileRefSchema.nullable(),
    /** HMAC-SHA-256 of the secret under the server key, hex. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    /** ms since 1970. */
    expiresAt: z.number().int().nullable(),
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
    /** Process that held or holds the connection. */
    runId: ulidSchema,
    /** Counts the connections of that process. */
    connection: z.number().int().positive(),
    at: z.number().int(),
  }),
});
export type DeviceConnectionV1 = z.infer<typeof deviceConnectionV1.data>;
