import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { externalIdSchema, profileRefSchema } from '../registry/registry.v1.js';
import { defineRoute } from './define-route.js';
import { instantSchema, pageOf, pageQuery } from './shared.schemas.js';

const tag = 'enrolment';

export const enrolmentKeySchema = z
  .object({
    id: ulidSchema,
    siteId: ulidSchema,
    profile: profileRefSchema,
    registered: z.number().int().meta({ description: 'Devices that it has registered' }),
    createdAt: instantSchema,
    revoked: z.boolean(),
  })
  .meta({ id: 'EnrolmentKey' });

export const SNIPPET_LANGUAGES = ['arduino', 'micropython', 'python', 'node'] as const;

export const enrolmentRoutes = {
  listEnrolmentKeys: defineRoute({
    id: 'listEnrolmentKeys',
    method: 'GET',
    path: '/enrolment-keys',
    owner: 'ingestion',
    tag,
    scope: 'read',
    summary: 'Enrolment keys, without themselves',
    query: z.strictObject({ ...pageQuery, site: ulidSchema.optional(), profile: profileRefSchema.shape.id.optional() }),
    status: [200],
    answer: pageOf(enrolmentKeySchema),
    problems: [],
  }),
  createEnrolmentKey: defineRoute({
    id: 'createEnrolmentKey',
    method: 'POST',
    path: '/enrolment-keys',
    owner: 'ingestion',
    tag,
    scope: 'write',
    summary: 'A key with which devices of a profile register themselves at a site; it is in this answer alone',
    body: z.strictObject({ siteId: ulidSchema, profile: profileRefSchema.shape.id }),
    status: [201],
    answer: enrolmentKeySchema.extend({ key: z.string() }),
    problems: [404],
    idempotent: true,
  }),
  getSnippets: defineRoute({
    id: 'getSnippets',
    method: 'GET',
    path: '/snippets',
    owner: 'gateway',
    tag,
    scope: 'read',
    summary: 'Programs that connect a device of a profile, ready but for the names in capitals',
    query: z.strictObject({
      profile: profileRefSchema.shape.id,
      device: externalIdSchema.default('my-device'),
      credential: z
        .enum(['key', 'secret'])
        .default('key')
        .meta({ description: 'What it signs in with: an enrolment key, or a secret of its own' }),
    }),
    status: [200],
    answer: z.object({
      mqtt: z.object({
        url: z.string(),
        host: z.string(),
        port: z.number().int(),
        tls: z.boolean(),
        lan: z.boolean().meta({ description: 'Whether other machines reach it' }),
      }),
      topic: z.string(),
      passwordPlaceholder: z.string().meta({ description: 'What stands where the key or secret belongs' }),
      snippets: z.array(
        z.object({
          language: z.enum(SNIPPET_LANGUAGES),
          title: z.string(),
          file: z.string(),
          needs: z.string(),
          code: z.string(),
        }),
      ),
    }),
    problems: [404],
  }),
};
