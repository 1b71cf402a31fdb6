import { z } from 'zod';
import { tenantIdSchema, ulidSchema } from '../envelope.js';
import { defineRoute, SCOPES } from './define-route.js';
import { idParams, instantSchema, labelSchema, pageOf, pageQuery } from './shared.schemas.js';

const owner = 'gateway';
const tag = 'session';

export const callerSchema = z
  .object({
    kind: z
      .enum(['user', 'token', 'owner'])
      .meta({ description: '`owner`: through the control socket of the data folder' }),
    name: z.string(),
    tenant: tenantIdSchema,
    scope: z.enum(SCOPES),
    csrfToken: z
      .string()
      .optional()
      .meta({ description: 'Of a session: goes into `X-CSRF-Token` of every request that changes something' }),
    expiresAt: instantSchema.optional(),
  })
  .meta({ id: 'Caller' });

export const tokenSchema = z
  .object({
    id: ulidSchema,
    name: labelSchema,
    scope: z.enum(SCOPES),
    createdAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    lastUsedAt: instantSchema.nullable().meta({ description: 'To the minute' }),
  })
  .meta({ id: 'Token' });

const passwordSchema = z.string().min(8).max(200);

export const sessionRoutes = {
  signIn: defineRoute({
    id: 'signIn',
    method: 'POST',
    path: '/session',
    owner,
    tag,
    scope: 'none',
    summary: 'Sign in; the answer sets the session cookie',
    body: z.strictObject({ name: z.string().min(1).max(120), password: z.string().min(1).max(200) }),
    status: [200],
    answer: callerSchema,
    problems: [],
  }),
  whoAmI: defineRoute({
    id: 'whoAmI',
    method: 'GET',
    path: '/session',
    owner,
    tag,
    scope: 'read',
    summary: 'Who the caller is',
    status: [200],
    answer: callerSchema,
    problems: [],
  }),
  signOut: defineRoute({
    id: 'signOut',
    method: 'DELETE',
    path: '/session',
    owner,
    tag,
    scope: 'read',
    summary: 'Sign out: ends the session and takes the cookie away',
    status: [204],
    problems: [],
  }),
  changePassword: defineRoute({
    id: 'changePassword',
    method: 'PUT',
    path: '/session/password',
    owner,
    tag,
    scope: 'read',
    summary: 'Change the own password; every other session of the user ends',
    body: z.strictObject({ current: z.string().min(1).max(200), next: passwordSchema }),
    status: [204],
    problems: [],
  }),
  resetAdmin: defineRoute({
    id: 'resetAdmin',
    method: 'POST',
    path: '/admin/reset',
    owner,
    tag,
    scope: 'admin',
    summary: 'A new password for the admin, shown once; every session of the tenant ends',
    description: 'For the owner of the data folder alone, through its control socket; everybody else hears 403.',
    status: [200],
    answer: z.object({ name: z.string(), password: z.string() }),
    problems: [],
  }),
  listTokens: defineRoute({
    id: 'listTokens',
    method: 'GET',
    path: '/tokens',
    owner,
    tag,
    scope: 'admin',
    summary: 'API tokens, without their secrets',
    query: z.strictObject(pageQuery),
    status: [200],
    answer: pageOf(tokenSchema),
    problems: [],
  }),
  createToken: defineRoute({
    id: 'createToken',
    method: 'POST',
    path: '/tokens',
    owner,
    tag,
    scope: 'admin',
    summary: 'A new API token; its secret is in this answer alone',
    body: z.strictObject({
      name: labelSchema,
      scope: z.enum(SCOPES),
      expiresInDays: z.number().int().min(1).max(3_650).nullable().default(90).meta({ description: 'null: never' }),
    }),
    status: [201],
    answer: tokenSchema.extend({ token: z.string() }),
    problems: [],
    idempotent: true,
  }),
  revokeToken: defineRoute({
    id: 'revokeToken',
    method: 'DELETE',
    path: '/tokens/{token}',
    owner,
    tag,
    scope: 'admin',
    summary: 'End an API token at once',
    params: idParams('token', 'the token'),
    status: [204],
    problems: [404],
  }),
};
