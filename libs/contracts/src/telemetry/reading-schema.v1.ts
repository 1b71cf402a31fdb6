import { z } from 'zod';
import { tenantIdSchema, traceSchema, ulidSchema } from '../envelope.js';
import { profileRefSchema } from '../registry/registry.v1.js';
import { LIFETIME_CLASSES } from './lifetime-class.js';
import { READING_QUALITIES } from './reading.v1.js';

/** What a device may count its starts by; without quotes and braces, so that it can stand in a record as it is. */
export const BOOT_PATTERN = /^[A-Za-z0-9._:-]{1,64}$/;

const whole = z.int();
const count = z.int().nonnegative();

const origin = {
  tenantId: tenantIdSchema.describe('Tenant.'),
  siteId: ulidSchema.describe('Site the device stands at.'),
  deviceId: ulidSchema.describe('Device; also the key of the record.'),
  profileId: profileRefSchema.shape.id.describe('Profile it was checked against.'),
  profileVersion: profileRefSchema.shape.version.describe('Version of that profile.'),
  lifetime: z.enum(LIFETIME_CLASSES).describe('How long raw values live.'),
  source: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/)
    .describe('The way it came, such as `mqtt`.'),
  runId: ulidSchema.describe('Process that stamped the receipt.'),
};

/** What is the same for every reading of a connection. */
export const readingOriginSchema = z.object(origin);

/**
 * One field of the record after the other, in order: the documentation of the record form and the reference its codec is
 * tested against. The hot path does not parse with it, and must not: `z.record` drops a key `__proto__` silently.
 */
export const readingRecordSchema = z.tuple([
  z.literal(1).meta({ title: 'version', description: 'Version of the record form.' }),
  origin.tenantId.meta({ title: 'tenantId' }),
  origin.siteId.meta({ title: 'siteId' }),
  origin.deviceId.meta({ title: 'deviceId' }),
  origin.profileId.meta({ title: 'profileId' }),
  origin.profileVersion.meta({ title: 'profileVersion' }),
  origin.lifetime.meta({ title: 'lifetime' }),
  origin.source.meta({ title: 'source' }),
  origin.runId.meta({ title: 'runId' }),
  z.int().positive().meta({ title: 'n', description: 'Receipt: counts 1, 2, 3 … within (runId, device, this topic).' }),
  whole.meta({ title: 'measuredAt', description: 'ms since 1970.' }),
  whole.meta({ title: 'receivedAt', description: 'ms since 1970.' }),
  z.enum(READING_QUALITIES).meta({ title: 'quality', description: 'Where `measuredAt` comes from.' }),
  z
    .union([z.string().regex(BOOT_PATTERN), whole, z.null()])
    .meta({ title: 'boot', description: 'Which start of the device `seq` counts in.' }),
  count.nullable().meta({ title: 'seq', description: 'The device’s own count.' }),
  whole
    .nullable()
    .meta({ title: 'deviceTime', description: 'What the device said, where `measuredAt` is not it; ms since 1970.' }),
  count.meta({ title: 'refusedValues', description: 'Values of this reading that are in the dead letters.' }),
  count.meta({
    title: 'identity',
    description: 'Hash of boot, seq and values: equal for the same reading sent again.',
  }),
  traceSchema.nullable().meta({ title: 'trace', description: 'W3C traceparent.' }),
  z
    .record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.number())]))
    .meta({ title: 'values', description: 'Metric → value; the device’s own bytes where all passed unchanged.' }),
]);
