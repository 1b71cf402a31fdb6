import type { RouteAnswer, routes } from '@fieldline/contracts';
import type { EnrolmentKeyView } from '../ports/credential-store.js';
import type { LocationView } from '../ports/location-store.js';
import type { ProfileView } from '../ports/profile-store.js';
import type { DeviceView } from '../ports/registry-store.js';
import type { SiteView } from '../ports/site-store.js';

// Each answer in one order of its fields: an ETag is made from it.

export function siteAnswer(site: SiteView): RouteAnswer<typeof routes.getSite> {
  const { id, name, timeZone, currency, lifetime, devices, createdAt, updatedAt } = site;
  return { id, name, timeZone, currency, lifetime, devices, createdAt, updatedAt };
}

export function locationAnswer(location: LocationView): RouteAnswer<typeof routes.getLocation> {
  const { id, siteId, name, latitudeDeg, longitudeDeg, altitudeM, createdAt, updatedAt } = location;
  return { id, siteId, name, latitudeDeg, longitudeDeg, altitudeM, createdAt, updatedAt };
}

export function deviceAnswer(one: DeviceView): RouteAnswer<typeof routes.getDevice> {
  const { externalId: device, id, name, type, siteId, site, locationId, profile, gateway } = one;
  const { mac, firmware, disabled, createdAt, updatedAt } = one;
  const place = { siteId, site, locationId };
  return { device, id, name, type, ...place, profile, gateway, mac, firmware, disabled, createdAt, updatedAt };
}

export function profileAnswer(profile: ProfileView): RouteAnswer<typeof routes.getProfileVersion> {
  const { id, version, name, lifetime, metrics, devices, createdAt } = profile;
  return { id, version, name, lifetime, metrics, devices, createdAt };
}

export function enrolmentKeyAnswer(
  key: EnrolmentKeyView,
): RouteAnswer<typeof routes.listEnrolmentKeys>['items'][number] {
  const { id, siteId, profile, registered, createdAt, revoked } = key;
  return { id, siteId, profile, registered, createdAt, revoked };
}
