import type { RouteAnswer, RouteInput, routes } from '@fieldline/contracts';
import { seesSite, type CallerIdentity } from '@fieldline/http';
import { InvalidRequestError, type Clock } from '@fieldline/platform';
import type { DomainCatalogue } from '../../domain/fleet/domain-catalogue.js';
import { listConnections } from '../../domain/fleet/list-connections.js';
import { listDevices, type Listing } from '../../domain/fleet/list-devices.js';
import { overviewOf } from '../../domain/fleet/overview.js';
import { decodePlace } from '../../domain/fleet/page-place.js';
import type { FleetView } from './fleet-view.js';

export interface FleetReadsParts {
  readonly fleet: FleetView;
  readonly catalogue: DomainCatalogue;
  readonly clock: Clock;
}

/** What a caller may know of the fleet; all of it out of memory. */
export class FleetReads {
  readonly #parts: FleetReadsParts;

  constructor(parts: FleetReadsParts) {
    this.#parts = parts;
  }

  /** Throws InvalidRequestError for a cursor that no page gave. */
  devices(
    caller: CallerIdentity,
    { cursor, limit, ...filter }: RouteInput<typeof routes.listDevices>['query'],
  ): RouteAnswer<typeof routes.listDevices> {
    return listDevices(this.#listing(caller), filter, { after: placeOf(cursor), limit });
  }

  /** As {@link devices} throws. */
  connections(
    caller: CallerIdentity,
    { cursor, limit, ...filter }: RouteInput<typeof routes.listConnections>['query'],
  ): RouteAnswer<typeof routes.listConnections> {
    const { fleet, sees } = this.#listing(caller);
    const connectionOf = (deviceId: string) => this.#parts.fleet.connection(deviceId);
    return listConnections({ fleet, sees, connectionOf }, filter, { after: placeOf(cursor), limit });
  }

  overview(caller: CallerIdentity): RouteAnswer<typeof routes.getOverview> {
    return overviewOf(this.#listing(caller));
  }

  hints(): RouteAnswer<typeof routes.listHints> {
    const items = this.#parts.catalogue.hints();
    return { items: items.map((hints) => ({ ...hints, order: [...hints.order], bands: [...hints.bands] })) };
  }

  #listing(caller: CallerIdentity): Listing {
    const { fleet, catalogue, clock } = this.#parts;
    return {
      fleet: fleet.tenant(caller.tenantId),
      catalogue,
      now: clock.now(),
      sees: (siteId) => seesSite(caller, siteId),
      isConnected: fleet.isConnected,
    };
  }
}

function placeOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const place = decodePlace(cursor);
  if (place !== undefined) return place;
  const message = 'expected `next` of the page before';
  throw new InvalidRequestError(message, { faults: [{ at: 'query.cursor', message }] });
}
