import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { externalIdSchema } from '../registry/registry.v1.js';
import { defineRoute } from './define-route.js';
import { metricValueSchema } from './profiles.routes.js';
import { deviceParams, instantSchema, manyOf, timeQuerySchema } from './shared.schemas.js';

const owner = 'gateway';
const tag = 'data';

const metricNameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/);

const range = {
  from: timeQuerySchema.optional().meta({ description: 'Inclusive; where absent 24 h before `to`' }),
  to: timeQuerySchema.optional().meta({ description: 'Exclusive; where absent now' }),
};

const pointSchema = z.tuple([instantSchema, metricValueSchema]).meta({ id: 'Point', description: 'Time, value' });

const latestSchema = z
  .object({
    device: externalIdSchema,
    at: instantSchema.nullable().meta({ description: 'When the newest was measured; null where there is none' }),
    values: z.record(z.string(), metricValueSchema),
    units: z.record(z.string(), z.string()).meta({ description: 'UCUM' }),
  })
  .meta({ id: 'Latest' });

export const dataRoutes = {
  listLatest: defineRoute({
    id: 'listLatest',
    method: 'GET',
    path: '/latest',
    owner,
    tag,
    scope: 'read',
    summary: 'Latest values of devices: those named, or those of a site',
    query: z.strictObject({ device: manyOf(externalIdSchema, 1_000).optional(), site: ulidSchema.optional() }),
    status: [200],
    answer: z.object({ items: z.array(latestSchema) }),
    problems: [404, 413],
  }),
  getLatest: defineRoute({
    id: 'getLatest',
    method: 'GET',
    path: '/devices/{device}/latest',
    owner,
    tag,
    scope: 'read',
    summary: 'Latest values of a device',
    params: deviceParams,
    status: [200],
    answer: latestSchema,
    problems: [404],
  }),
  getSeries: defineRoute({
    id: 'getSeries',
    method: 'GET',
    path: '/devices/{device}/series',
    owner,
    tag,
    scope: 'read',
    summary: 'Numeric series of a device, at most `points` of each metric; minima and maxima are kept',
    params: deviceParams,
    query: z.strictObject({
      metric: manyOf(metricNameSchema, 20),
      ...range,
      points: z.coerce.number().int().min(2).max(10_000).default(1_000),
    }),
    status: [200],
    answer: z.object({
      device: externalIdSchema,
      from: instantSchema,
      to: instantSchema,
      series: z.array(
        z.object({
          metric: metricNameSchema,
          unit: z.string().meta({ description: 'UCUM' }),
          points: z.array(z.tuple([instantSchema, z.number()])),
        }),
      ),
    }),
    problems: [404],
  }),
  getRawSeries: defineRoute({
    id: 'getRawSeries',
    method: 'GET',
    path: '/devices/{device}/series/raw',
    owner,
    tag,
    scope: 'read',
    summary: 'Every value of a metric, of whatever type, oldest first',
    params: deviceParams,
    query: z.strictObject({
      metric: metricNameSchema,
      ...range,
      cursor: z.string().min(1).max(400).optional(),
      limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
    }),
    status: [200],
    answer: z.object({
      metric: metricNameSchema,
      unit: z.string(),
      points: z.array(pointSchema),
      next: z.string().optional(),
    }),
    problems: [404],
  }),
  exportSeries: defineRoute({
    id: 'exportSeries',
    method: 'GET',
    path: '/devices/{device}/series.csv',
    owner,
    tag,
    scope: 'read',
    summary: 'Readings of a device as CSV, a line a reading, streamed',
    params: deviceParams,
    description:
      'Columns: `time` (RFC 3339, UTC), then each metric with its unit. Without `metric` all of the profile.',
    query: z.strictObject({ metric: manyOf(metricNameSchema, 500).optional(), ...range }),
    status: [200],
    answer: z.string(),
    answerType: 'text/csv',
    problems: [404],
  }),
  live: defineRoute({
    id: 'live',
    method: 'GET',
    path: '/live',
    owner,
    tag,
    scope: 'read',
    summary: 'What arrives, as server-sent events',
    description:
      'Events: `reading` {device, at, receivedAt, values}, `refused` {device, receivedAt, kind, topic, reason}, `connection` {device, connected, at}, `device` {device, change}, `gap` where events were lost to this reader: fetch anew what you show. A comment every 15 s keeps the connection. `Last-Event-ID` goes on after that event, as far as they are kept. Who reads too slowly is disconnected.',
    query: z.strictObject({
      device: manyOf(externalIdSchema, 200).optional(),
      site: ulidSchema.optional(),
      event: manyOf(z.enum(['reading', 'refused', 'connection', 'device']), 4).optional(),
      lastEventId: z
        .string()
        .max(400)
        .optional()
        .meta({ description: 'As the header `Last-Event-ID`, for those who cannot set it' }),
    }),
    status: [200],
    answer: z.string(),
    answerType: 'text/event-stream',
    problems: [404],
  }),
};
