import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { externalIdSchema } from '../registry/registry.v1.js';
import { defineRoute } from './define-route.js';
import { deviceParams, flagSchema, instantSchema, pageOf, pageQuery } from './shared.schemas.js';

const tag = 'operation';
const count = z.number().int();

const stateCounts = {
  devices: count,
  online: count,
  stale: count,
  silent: count,
  connected: count,
  disabled: count,
  refusedLastHour: count,
  messagesPerSecond: z.number().meta({ description: 'Readings that arrived, mean of the last 10 s' }),
};

const ledgerSchema = z
  .object({
    received: count.meta({ description: 'The sum of stored, duplicate, superseded, expired, refused and shed' }),
    stored: count,
    duplicate: count,
    superseded: count,
    expired: count,
    refused: count,
    refusedValues: count.meta({ description: 'Values, not readings' }),
    shed: count,
    clockUnsynced: count,
    outOfOrder: count,
    missing: count,
    restarts: count,
    unchanged: count,
  })
  .meta({
    id: 'Ledger',
    description: 'What became of all that a device sent. Unit: the reading, but for refusedValues',
  });

const receiptsSchema = z
  .object({
    runId: ulidSchema.meta({ description: 'Run of the process that took the readings' }),
    stream: z.enum(['reading', 'refused']),
    last: count.meta({ description: 'The highest number applied' }),
    applied: count.meta({ description: 'How many numbers were applied; equals `last` where nothing is missing' }),
    gaps: z.array(z.object({ from: count, to: count })),
  })
  .meta({ id: 'Receipts' });

const connectionSchema = z
  .object({
    device: externalIdSchema,
    connected: z.boolean(),
    since: instantSchema.nullable(),
    member: ulidSchema.nullable().meta({ description: 'Run of the process that holds it' }),
  })
  .meta({ id: 'Connection' });

export const operationRoutes = {
  getOverview: defineRoute({
    id: 'getOverview',
    method: 'GET',
    path: '/overview',
    owner: 'gateway',
    tag,
    scope: 'read',
    summary: 'All devices by site and by domain',
    status: [200],
    answer: z.object({
      at: instantSchema,
      total: z.object(stateCounts),
      sites: z.array(z.object({ siteId: ulidSchema, site: z.string(), ...stateCounts })),
      domains: z.array(z.object({ domain: z.string(), domainName: z.string(), ...stateCounts })),
    }),
    problems: [],
  }),
  getStatus: defineRoute({
    id: 'getStatus',
    method: 'GET',
    path: '/status',
    owner: 'gateway',
    tag,
    scope: 'read',
    summary: 'The server: addresses, readiness, lag of the writer',
    status: [200],
    answer: z.object({
      version: z.string(),
      runId: ulidSchema,
      startedAt: instantSchema,
      ready: z.boolean(),
      checks: z.array(z.object({ name: z.string(), critical: z.boolean(), problem: z.string().optional() })),
      writer: z.object({
        lag: count.nullable().meta({ description: 'Records not committed yet; null before it first runs' }),
      }),
      addresses: z.array(z.object({ transport: z.string(), host: z.string(), port: count })),
    }),
    problems: [],
  }),
  getLedger: defineRoute({
    id: 'getLedger',
    method: 'GET',
    path: '/devices/{device}/ledger',
    owner: 'ingestion',
    tag,
    scope: 'read',
    summary: 'What became of all that a device sent',
    params: deviceParams,
    status: [200],
    answer: ledgerSchema,
    problems: [404],
  }),
  listReceipts: defineRoute({
    id: 'listReceipts',
    method: 'GET',
    path: '/devices/{device}/receipts',
    owner: 'ingestion',
    tag,
    scope: 'read',
    summary: 'Receipts of a device by run, the newest run first: a gap is a loss',
    params: deviceParams,
    query: z.strictObject(pageQuery),
    status: [200],
    answer: pageOf(receiptsSchema),
    problems: [404],
  }),
  listConnections: defineRoute({
    id: 'listConnections',
    method: 'GET',
    path: '/connections',
    owner: 'gateway',
    tag,
    scope: 'read',
    summary: 'Connections of devices, by external id',
    query: z.strictObject({ ...pageQuery, site: ulidSchema.optional(), connected: flagSchema.optional() }),
    status: [200],
    answer: pageOf(connectionSchema),
    problems: [],
  }),
};
