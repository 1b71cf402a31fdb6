import { seesSite, type CallerIdentity } from '@fieldline/http';
import { NotFoundError } from '@fieldline/platform';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { FleetView } from './fleet-view.js';

/** The device of this name that the caller may see; one of another tenant or site is no other than one that is not there. */
export function seenDevice(fleet: FleetView, caller: CallerIdentity, externalId: string): FleetDevice {
  const entry = fleet.tenant(caller.tenantId).device(externalId);
  if (entry === undefined || !seesSite(caller, entry.device.siteId)) {
    throw new NotFoundError(`there is no device '${externalId}'; GET /api/v1/devices lists those there are`);
  }
  return entry;
}

/** Throws NotFoundError for a site that the caller does not see. */
export function checkSeenSite(fleet: FleetView, caller: CallerIdentity, siteId: string): void {
  if (fleet.tenant(caller.tenantId).sites.has(siteId) && seesSite(caller, siteId)) return;
  throw new NotFoundError(`there is no site ${siteId}; GET /api/v1/sites lists those there are`);
}
