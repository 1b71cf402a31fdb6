import { z } from 'zod';
import { defineEvent, ulidSchema } from '../envelope.js';

/** Why something was refused. `rule` is stable and machine-readable; the rest says what, where and what would be right. */
export const refusalReasonSchema = z.object({
  rule: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** One sentence for people. */
  message: z.string(),
  /** The metric, where one value was refused. */
  metric: z.string().optional(),
  /** What was sent, as JSON text cut at 256 characters. */
  value: z.string().optional(),
  /** What would be right, such as `0 to 5 V`. */
  expected: z.string().optional(),
  /** Where in an array of readings, from 0. */
  at: z.number().int().nonnegative().optional(),
});
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/**
 * A whole reading (`reading`), one value of a reading that was accepted otherwise (`value`), or QoS 0 readings that were
 * shed while the log was away (`shed`, with their count).
 */
export const refusedKindSchema = z.enum(['reading', 'value', 'shed']);

export const refusedV1 = defineEvent({
  type: 'telemetry.refused',
  version: 1,
  key: 'device id',
  summary: 'A reading or a value did not pass; its bytes are kept within the quota.',
  data: z.object({
    deviceId: ulidSchema,
    siteId: ulidSchema,
    kind: refusedKindSchema,
    receipt: z.object({ runId: ulidSchema, n: z.number().int().positive() }),
    /** Receipt number of the accepted reading that a refused value belongs to. */
    readingN: z.number().int().positive().optional(),
    count: z.number().int().positive(),
    receivedAt: z.number().int(),
    /** MQTT topic it came on. */
    topic: z.string(),
    reason: refusalReasonSchema,
    /** Size of the payload in bytes. */
    size: z.number().int().nonnegative(),
    /** SHA-256 of the payload, hex. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    /** The payload, base64; absent beyond the device's or the site's quota. */
    payload: z.string().optional(),
  }),
});
export type RefusedV1 = z.infer<typeof refusedV1.data>;
