import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { externalIdSchema } from '../registry/registry.v1.js';

/** ms since 1970. */
export const instantSchema = z.number().int().meta({ description: 'ms since 1970-01-01T00:00:00Z' });

/** The years 1 to 9999: what RFC 3339 writes and every store takes. */
const EARLIEST_MS = -62_135_596_800_000;
const LATEST_MS = 253_402_300_799_999;

/** A time in a query: ms since 1970, or RFC 3339. Parses to ms. */
export const timeQuerySchema = z
  .union(
    [
      z
        .string()
        .regex(/^-?\d{1,15}$/)
        .transform(Number),
      z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    ],
    { error: 'expected ms since 1970 or RFC 3339, such as 2024-11-21T12:00:00Z' },
  )
  .refine((ms) => ms >= EARLIEST_MS && ms <= LATEST_MS, { error: 'expected a time in the years 1 to 9999' })
  .meta({ description: 'ms since 1970-01-01T00:00:00Z, or RFC 3339' });

/** A list's query: a page's `next`, and how many at most. */
export const pageQuery = {
  cursor: z.string().min(1).max(400).optional().meta({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100).meta({ description: 'At most so many items' }),
};

/** A page of a list; `next` is absent on the last one. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

/** A text of people: not blank, without control characters and halves of surrogate pairs. */
export const labelSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/\S/, { error: 'expected a text that is not blank' })
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), { error: 'expected a text without control characters' });

export const deviceParams = z.object({
  device: externalIdSchema.meta({ description: "The device's name in MQTT topics; unique in its tenant" }),
});

export function idParams<const N extends string>(name: N, what: string) {
  const shape = { [name]: ulidSchema.meta({ description: `ULID of ${what}` }) } as Record<N, typeof ulidSchema>;
  return z.object(shape);
}

/** RFC 9457. `type` is stable; `detail` is for people. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Stable: `urn:fieldline:problem:<name>`' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    faults: z
      .array(z.object({ at: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each field at fault: where, and what would be right' }),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.infer<typeof problemSchema>;

/** A repeated parameter: one or many. */
export function manyOf<S extends z.ZodType<string>>(item: S, most: number) {
  return z.union([z.array(item).min(1).max(most), item.transform((one) => [one])]);
}

/** A boolean in a query. */
export const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true');
