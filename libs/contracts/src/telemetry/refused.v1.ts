import { z } from 'zod';
import { defineEvent, ulidSchema } from '../envelope.js';
import { READING_QUALITIES } from './reading.v1.js';

/** Why something was refused. `rule` is stable and machine-readable; the rest says what, where and what would be right. */
export const refusalReasonSchema = z.object({
  rule: z.string().regex(/^[a-z][a-z0-9-]*$/),
  message: z.string().describe('One sentence for people.'),
  metric: z.string().optional().describe('The metric, where one value was refused.'),
  value: z.string().optional().describe('What was sent, as JSON text cut at 256 characters.'),
  expected: z.string().optional().describe('What would be right, such as `0 to 5 V`.'),
  at: z.number().int().nonnegative().optional().describe('Where in an array of readings, from 0.'),
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
    readingN: z
      .number()
      .int()
      .positive()
      .optional()
      .describe('Receipt number of the accepted reading that a refused value belongs to.'),
    measuredAt: z
      .number()
      .int()
      .optional()
      .describe('When the reading was measured that a refused value belongs to, ms since 1970.'),
    quality: z.enum(READING_QUALITIES).optional().describe('Of that reading.'),
    count: z
      .number()
      .int()
      .positive()
      .describe('Readings or values it stands for: more than 1 for `shed`, and beyond the quota.'),
    receivedAt: z.number().int().describe('ms since 1970.'),
    topic: z.string().describe('MQTT topic it came on.'),
    reason: refusalReasonSchema,
    size: z.number().int().nonnegative().describe('Size of the payload in bytes.'),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the payload, hex.'),
    payload: z.string().optional().describe('The payload, base64; absent beyond the device’s or the site’s quota.'),
  }),
});
export type RefusedV1 = z.infer<typeof refusedV1.data>;
