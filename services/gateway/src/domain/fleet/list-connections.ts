import type { RouteAnswer, routes } from '@fieldline/contracts';
import type { DeviceConnection, FleetDevice } from './fleet-device.js';
import type { PageWanted } from './list-devices.js';
import { encodePlace } from './page-place.js';
import { placeAfter, type TenantFleet } from './tenant-fleet.js';

export interface ConnectionFilter {
  readonly site?: string | undefined;
  readonly connected?: boolean | undefined;
}

export interface ConnectionListing {
  readonly fleet: TenantFleet;
  readonly sees: (siteId: string) => boolean;
  readonly connectionOf: (deviceId: string) => DeviceConnection | undefined;
}

type Connections = RouteAnswer<typeof routes.listConnections>;

/** A page of the connections of devices, by external id; a device that never connected is among them. */
export function listConnections(
  { fleet, sees, connectionOf }: ConnectionListing,
  { site, connected }: ConnectionFilter,
  { after, limit }: PageWanted,
): Connections {
  const devices = fleet.devices();
  const items: Connections['items'][number][] = [];
  for (let place = after === undefined ? 0 : placeAfter(devices, after); place < devices.length; place += 1) {
    const { device } = devices[place] as FleetDevice;
    if (!sees(device.siteId) || (site !== undefined && device.siteId !== site)) continue;
    const connection = connectionOf(device.id);
    const isConnected = connection?.connected === true;
    if (connected !== undefined && isConnected !== connected) continue;
    const last = items.at(-1);
    if (items.length === limit && last !== undefined) return { items, next: encodePlace(last.device) };
    const { externalId } = device;
    items.push({
      device: externalId,
      connected: isConnected,
      since: connection?.at ?? null,
      member: isConnected ? connection.runId : null,
    });
  }
  return { items };
}
