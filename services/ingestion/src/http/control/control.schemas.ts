import { deviceV1, externalIdSchema, profileRefSchema, siteV1, ulidSchema } from '@fieldline/contracts';
import { z } from 'zod';

const YEAR_SECONDS = 366 * 86_400;

export const siteNameSchema = siteV1.data.shape.name;
export const deviceIdSchema = externalIdSchema;
export const credentialIdSchema = ulidSchema;

/** Body of `PUT /v1/sites/{name}`. */
export const siteBodySchema = z.strictObject({
  timeZone: z.string(),
  currency: z.string(),
  lifetime: z.literal('history').optional(),
});

/** Body of `PUT /v1/devices/{externalId}`. */
export const deviceBodySchema = z.strictObject({
  site: siteNameSchema,
  profile: profileRefSchema.shape.id,
  name: deviceV1.data.shape.name.optional(),
  type: deviceV1.data.shape.type.optional(),
  mac: z.string().optional(),
  gateway: externalIdSchema.optional(),
  disabled: z.boolean().optional(),
});

/** Body of `POST /v1/devices/{externalId}/secrets`. */
export const secretBodySchema = z.strictObject({
  expiresInSeconds: z
    .number()
    .int()
    .min(1)
    .max(10 * YEAR_SECONDS)
    .optional(),
});

/** Body of `POST /v1/sites/{name}/enrolment-keys`. */
export const enrolmentKeyBodySchema = z.strictObject({ profile: profileRefSchema.shape.id });

/** ms since 1970, or RFC 3339. */
const timeSchema = z.union(
  [
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
    z.iso.datetime({ offset: true }).transform(Date.parse),
  ],
  {
    error: 'expected ms since 1970 or RFC 3339, such as 2024-11-21T12:00:00Z',
  },
);

const DAY_MS = 86_400_000;
const MAX_POINTS = 10_000;

/** Query of `GET /v1/devices/{externalId}/series`; without times the last 24 hours. */
export function seriesQuerySchema(now: number) {
  return z
    .strictObject({
      metric: z.string().min(1),
      from: timeSchema.optional(),
      to: timeSchema.optional(),
      points: z.coerce.number().int().min(2).max(MAX_POINTS).default(1_000),
    })
    .transform(({ from, to = now, ...rest }) => ({ ...rest, to, from: from ?? to - DAY_MS }))
    .refine(({ from, to }) => from < to, { path: ['from'], error: 'expected a time before `to`' });
}
