import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { externalIdSchema } from '../registry/registry.v1.js';
import { refusalReasonSchema } from '../telemetry/refused.v1.js';
import { defineRoute } from './define-route.js';
import { trialSchema } from './profiles.routes.js';
import { flagSchema, idParams, instantSchema, pageOf, pageQuery, timeQuerySchema } from './shared.schemas.js';

const owner = 'ingestion';
const tag = 'dead-letters';

const letterIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
const letterParams = z.object({ letter: letterIdSchema });

const deadLetterSchema = z
  .object({
    id: letterIdSchema,
    device: externalIdSchema.nullable().meta({ description: 'null where the device is gone' }),
    siteId: ulidSchema,
    kind: z.enum(['reading', 'value', 'shed']),
    receivedAt: instantSchema,
    topic: z.string(),
    reason: refusalReasonSchema,
    size: z.number().int().meta({ description: 'Bytes' }),
    replayedAt: instantSchema.nullable().meta({ description: 'When it was replayed with success' }),
  })
  .meta({ id: 'DeadLetter' });

const filter = {
  device: externalIdSchema.optional(),
  site: ulidSchema.optional(),
  rule: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(64)
    .optional()
    .meta({ description: 'Of the reason, such as `out-of-range`' }),
  kind: z.enum(['reading', 'value']).optional(),
  replayed: z.boolean().optional().meta({ description: 'Where absent: both' }),
};

const mappingSchema = z
  .strictObject({
    rename: z
      .record(z.string().min(1).max(200), z.string().min(1).max(200))
      .optional()
      .meta({ description: 'Key of the payload → key that the profile reads' }),
    scale: z
      .record(z.string().min(1).max(200), z.number())
      .optional()
      .meta({ description: 'Key, after renaming → factor for its number' }),
    remove: z.array(z.string().min(1).max(200)).max(100).optional().meta({ description: 'Keys to leave out' }),
  })
  .meta({
    id: 'PayloadMapping',
    description: 'Applied to the JSON object, or to its `values` where it has some, of each reading',
  });

const replaySchema = z
  .object({
    id: ulidSchema,
    state: z.enum(['running', 'done', 'failed']),
    total: z.number().int(),
    done: z.number().int(),
    accepted: z.number().int().meta({ description: 'Are in the log' }),
    refusedAgain: z.number().int(),
    reasons: z.array(z.object({ rule: z.string(), message: z.string(), count: z.number().int() })),
    startedAt: instantSchema,
    endedAt: instantSchema.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'Replay' });

const { replayed, ...bodyFilter } = filter;

export const deadLetterRoutes = {
  listDeadLetters: defineRoute({
    id: 'listDeadLetters',
    method: 'GET',
    path: '/dead-letters',
    owner,
    tag,
    scope: 'read',
    summary: 'Dead letters, the newest first',
    query: z.strictObject({
      ...pageQuery,
      ...filter,
      replayed: flagSchema.optional(),
      from: timeQuerySchema.optional(),
      to: timeQuerySchema.optional(),
    }),
    status: [200],
    answer: pageOf(deadLetterSchema),
    problems: [],
  }),
  countDeadLetters: defineRoute({
    id: 'countDeadLetters',
    method: 'GET',
    path: '/dead-letters/reasons',
    owner,
    tag,
    scope: 'read',
    summary: 'How many dead letters there are of each reason',
    query: z.strictObject({ device: filter.device, site: filter.site }),
    status: [200],
    answer: z.object({
      items: z.array(
        z.object({
          rule: z.string(),
          kept: z.number().int().meta({ description: 'With their bytes' }),
          beyondQuota: z.number().int().meta({ description: 'Counted alone' }),
          replayed: z.number().int().meta({ description: 'Of the kept ones, those replayed with success' }),
          devices: z.number().int(),
          lastAt: instantSchema,
        }),
      ),
    }),
    problems: [],
  }),
  getDeadLetter: defineRoute({
    id: 'getDeadLetter',
    method: 'GET',
    path: '/dead-letters/{letter}',
    owner,
    tag,
    scope: 'read',
    summary: 'One dead letter with its bytes',
    params: letterParams,
    status: [200],
    answer: deadLetterSchema.extend({
      payload: z.string().meta({ description: 'Base64' }),
      text: z.string().nullable().meta({ description: 'The same, where it is UTF-8' }),
      hash: z.string().meta({ description: 'SHA-256, hex' }),
    }),
    problems: [404],
    etag: true,
  }),
  tryDeadLetter: defineRoute({
    id: 'tryDeadLetter',
    method: 'POST',
    path: '/dead-letters/{letter}/try',
    owner,
    tag,
    scope: 'read',
    summary: 'What it would become if it were replayed so; nothing is stored',
    params: letterParams,
    body: z.strictObject({
      payload: z.string().max(262_144).optional().meta({ description: 'Instead of its own bytes' }),
      mapping: mappingSchema.optional(),
    }),
    bodyOptional: true,
    status: [200],
    answer: trialSchema.extend({
      payload: z.string().meta({ description: 'What would be read, after edit and mapping' }),
    }),
    problems: [404, 409],
  }),
  replayDeadLetter: defineRoute({
    id: 'replayDeadLetter',
    method: 'POST',
    path: '/dead-letters/{letter}/replay',
    owner,
    tag,
    scope: 'write',
    summary: 'Send it once more through check and log, edited or mapped; never stored twice',
    description:
      'Answers when the log has it. Where any of it is refused again nothing is sent, and the problem names the reasons.',
    params: letterParams,
    body: z.strictObject({ payload: z.string().max(262_144).optional(), mapping: mappingSchema.optional() }),
    bodyOptional: true,
    status: [200],
    answer: deadLetterSchema,
    problems: [404, 409],
    idempotent: true,
  }),
  discardDeadLetter: defineRoute({
    id: 'discardDeadLetter',
    method: 'DELETE',
    path: '/dead-letters/{letter}',
    owner,
    tag,
    scope: 'write',
    summary: 'Take its bytes away; it stays counted',
    params: letterParams,
    status: [204],
    problems: [404],
  }),
  startReplay: defineRoute({
    id: 'startReplay',
    method: 'POST',
    path: '/dead-letter-replays',
    owner,
    tag,
    scope: 'write',
    summary: 'Replay all dead letters of a filter that were not replayed yet, as a job',
    body: z.strictObject({ filter: z.strictObject(bodyFilter), mapping: mappingSchema.optional() }),
    status: [202],
    answer: replaySchema,
    problems: [409],
    idempotent: true,
  }),
  listReplays: defineRoute({
    id: 'listReplays',
    method: 'GET',
    path: '/dead-letter-replays',
    owner,
    tag,
    scope: 'read',
    summary: 'Replay jobs, the newest first',
    query: z.strictObject(pageQuery),
    status: [200],
    answer: pageOf(replaySchema),
    problems: [],
  }),
  getReplay: defineRoute({
    id: 'getReplay',
    method: 'GET',
    path: '/dead-letter-replays/{replay}',
    owner,
    tag,
    scope: 'read',
    summary: 'How far a replay job has come',
    params: idParams('replay', 'the job'),
    status: [200],
    answer: replaySchema,
    problems: [404],
  }),
};
