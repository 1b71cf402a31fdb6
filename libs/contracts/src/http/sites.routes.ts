import { z } from 'zod';
import { ulidSchema } from '../envelope.js';
import { defineRoute } from './define-route.js';
import { idParams, instantSchema, labelSchema, pageOf, pageQuery } from './shared.schemas.js';

const owner = 'ingestion';
const tag = 'sites';

const siteBody = {
  name: labelSchema,
  timeZone: z.string().min(1).max(64).meta({ description: 'IANA, such as Europe/Berlin' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: 'ISO 4217' }),
  lifetime: z
    .literal('history')
    .nullable()
    .meta({ description: '`history` keeps raw values without end; null leaves it to each profile' }),
};

export const siteSchema = z
  .object({
    id: ulidSchema,
    ...siteBody,
    devices: z.number().int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Site' });

const locationBody = {
  siteId: ulidSchema,
  name: labelSchema,
  latitudeDeg: z.number().min(-90).max(90).nullable(),
  longitudeDeg: z.number().min(-180).max(180).nullable(),
  altitudeM: z.number().min(-12_000).max(100_000).nullable(),
};

export const locationSchema = z
  .object({ id: ulidSchema, ...locationBody, createdAt: instantSchema, updatedAt: instantSchema })
  .meta({ id: 'Location' });

const siteParams = idParams('site', 'the site');
const locationParams = idParams('location', 'the location');
const { lifetime, ...siteNeeds } = siteBody;
const { siteId, name, latitudeDeg, longitudeDeg, altitudeM } = locationBody;

export const siteRoutes = {
  listSites: defineRoute({
    id: 'listSites',
    method: 'GET',
    path: '/sites',
    owner,
    tag,
    scope: 'read',
    summary: 'Sites by name',
    query: z.strictObject({
      ...pageQuery,
      name: labelSchema.optional().meta({ description: 'The one of this very name' }),
    }),
    status: [200],
    answer: pageOf(siteSchema),
    problems: [],
  }),
  createSite: defineRoute({
    id: 'createSite',
    method: 'POST',
    path: '/sites',
    owner,
    tag,
    scope: 'write',
    summary: 'A new site',
    body: z.strictObject({ ...siteNeeds, lifetime: lifetime.default(null) }),
    status: [201],
    answer: siteSchema,
    problems: [409],
    idempotent: true,
  }),
  getSite: defineRoute({
    id: 'getSite',
    method: 'GET',
    path: '/sites/{site}',
    owner,
    tag,
    scope: 'read',
    summary: 'One site',
    params: siteParams,
    status: [200],
    answer: siteSchema,
    problems: [404],
    etag: true,
  }),
  changeSite: defineRoute({
    id: 'changeSite',
    method: 'PATCH',
    path: '/sites/{site}',
    owner,
    tag,
    scope: 'write',
    summary: 'Change what is named; the rest stays',
    params: siteParams,
    bodyType: 'application/merge-patch+json',
    body: z.strictObject(siteBody).partial(),
    status: [200],
    answer: siteSchema,
    problems: [404, 409, 412],
    etag: true,
  }),
  deleteSite: defineRoute({
    id: 'deleteSite',
    method: 'DELETE',
    path: '/sites/{site}',
    owner,
    tag,
    scope: 'admin',
    summary: 'Take a site away that has no devices; its locations and enrolment keys go with it',
    params: siteParams,
    status: [204],
    problems: [404, 409, 412],
    etag: true,
  }),
  listLocations: defineRoute({
    id: 'listLocations',
    method: 'GET',
    path: '/locations',
    owner,
    tag,
    scope: 'read',
    summary: 'Locations by name',
    query: z.strictObject({ ...pageQuery, site: ulidSchema.optional() }),
    status: [200],
    answer: pageOf(locationSchema),
    problems: [],
  }),
  createLocation: defineRoute({
    id: 'createLocation',
    method: 'POST',
    path: '/locations',
    owner,
    tag,
    scope: 'write',
    summary: 'A new location: a room, a rack position, a street corner',
    body: z.strictObject({
      siteId,
      name,
      latitudeDeg: latitudeDeg.default(null),
      longitudeDeg: longitudeDeg.default(null),
      altitudeM: altitudeM.default(null),
    }),
    status: [201],
    answer: locationSchema,
    problems: [404, 409],
    idempotent: true,
  }),
  getLocation: defineRoute({
    id: 'getLocation',
    method: 'GET',
    path: '/locations/{location}',
    owner,
    tag,
    scope: 'read',
    summary: 'One location',
    params: locationParams,
    status: [200],
    answer: locationSchema,
    problems: [404],
    etag: true,
  }),
  changeLocation: defineRoute({
    id: 'changeLocation',
    method: 'PATCH',
    path: '/locations/{location}',
    owner,
    tag,
    scope: 'write',
    summary: 'Change what is named; the rest stays, the site always',
    params: locationParams,
    bodyType: 'application/merge-patch+json',
    body: z.strictObject({ name, latitudeDeg, longitudeDeg, altitudeM }).partial(),
    status: [200],
    answer: locationSchema,
    problems: [404, 409, 412],
    etag: true,
  }),
  deleteLocation: defineRoute({
    id: 'deleteLocation',
    method: 'DELETE',
    path: '/locations/{location}',
    owner,
    tag,
    scope: 'write',
    summary: 'Take a location away; devices there stay without one',
    params: locationParams,
    status: [204],
    problems: [404, 412],
    etag: true,
  }),
};
