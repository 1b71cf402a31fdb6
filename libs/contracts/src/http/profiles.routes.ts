import { z } from 'zod';
import { externalIdSchema, metricSpecSchema, profileRefSchema, profileV1 } from '../registry/registry.v1.js';
import { refusalReasonSchema } from '../telemetry/refused.v1.js';
import { defineRoute } from './define-route.js';
import { instantSchema, pageOf, pageQuery } from './shared.schemas.js';

const owner = 'ingestion';
const tag = 'profiles';

const { name, lifetime } = profileV1.data.shape;
const metrics = z.array(metricSpecSchema).min(1).max(500);
const profileParams = z.object({ profile: profileRefSchema.shape.id });

export const profileSchema = z
  .object({
    ...profileRefSchema.shape,
    name,
    lifetime,
    metrics,
    devices: z.number().int().meta({ description: 'Devices of this version' }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Profile' });

export const profileDraftSchema = z.strictObject({ name, lifetime, metrics }).meta({ id: 'ProfileDraft' });

export const metricValueSchema = z
  .union([z.number(), z.boolean(), z.string(), z.array(z.number())])
  .meta({ id: 'MetricValue' });

/** What a payload becomes under a profile. */
export const trialSchema = z
  .object({
    readings: z.array(
      z.object({
        measuredAt: instantSchema.nullable().meta({ description: 'null: the time of its arrival is taken' }),
        quality: z.string(),
        boot: z.union([z.string(), z.number()]).nullable(),
        seq: z.number().nullable(),
        values: z.record(z.string(), metricValueSchema),
      }),
    ),
    refused: z.array(z.object({ kind: z.enum(['reading', 'value']), reason: refusalReasonSchema })),
  })
  .meta({ id: 'Trial' });

/** How a profile is best looked at; from its domain pack. */
export const profileHintsSchema = z
  .object({
    profile: profileRefSchema.shape.id,
    domain: z.string(),
    domainName: z.string(),
    order: z.array(z.string()).meta({ description: 'Metrics, the most telling first' }),
    bands: z.array(
      z.object({
        metric: z.string(),
        from: z.number().optional(),
        to: z.number().optional(),
        meaning: z.string(),
        level: z.enum(['normal', 'caution', 'critical']),
      }),
    ),
  })
  .meta({ id: 'ProfileHints' });

const payload = z.string().max(262_144).meta({ description: 'The bytes as UTF-8 text' });

export const profileRoutes = {
  listProfiles: defineRoute({
    id: 'listProfiles',
    method: 'GET',
    path: '/profiles',
    owner,
    tag,
    scope: 'read',
    summary: 'The newest version of each profile',
    query: z.strictObject(pageQuery),
    status: [200],
    answer: pageOf(profileSchema),
    problems: [],
  }),
  listProfileVersions: defineRoute({
    id: 'listProfileVersions',
    method: 'GET',
    path: '/profiles/{profile}/versions',
    owner,
    tag,
    scope: 'read',
    summary: 'All versions of a profile, the newest first',
    params: profileParams,
    query: z.strictObject(pageQuery),
    status: [200],
    answer: pageOf(profileSchema),
    problems: [404],
  }),
  getProfileVersion: defineRoute({
    id: 'getProfileVersion',
    method: 'GET',
    path: '/profiles/{profile}/versions/{version}',
    owner,
    tag,
    scope: 'read',
    summary: 'One version of a profile',
    params: profileParams.extend({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
    status: [200],
    answer: profileSchema,
    problems: [404],
    etag: true,
  }),
  addProfileVersion: defineRoute({
    id: 'addProfileVersion',
    method: 'POST',
    path: '/profiles/{profile}/versions',
    owner,
    tag,
    scope: 'write',
    summary: 'The next version of a profile, or the first of a new one',
    description:
      'Devices stay at their version until they are changed to it; `moveDevices` changes those of the version before.',
    params: profileParams,
    body: z.strictObject({ ...profileDraftSchema.shape, moveDevices: z.boolean().default(false) }),
    status: [201],
    answer: profileSchema,
    problems: [409],
    idempotent: true,
  }),
  tryPayload: defineRoute({
    id: 'tryPayload',
    method: 'POST',
    path: '/profiles/try',
    owner,
    tag,
    scope: 'read',
    summary: 'What a payload would become; nothing is stored',
    body: z.strictObject({
      profile: profileRefSchema.shape.id.optional(),
      version: z.number().int().min(1).max(2_147_483_647).optional(),
      draft: profileDraftSchema.optional(),
      device: externalIdSchema.optional().meta({ description: "Under this device's profile" }),
      payload,
    }),
    status: [200],
    answer: trialSchema,
    problems: [404],
  }),
  listHints: defineRoute({
    id: 'listHints',
    method: 'GET',
    path: '/profile-hints',
    owner: 'gateway',
    tag,
    scope: 'read',
    summary: 'How each profile of a domain pack is best looked at',
    status: [200],
    answer: z.object({ items: z.array(profileHintsSchema) }),
    problems: [],
    etag: true,
  }),
};
