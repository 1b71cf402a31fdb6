import type { RouteInput, routes } from '@fieldline/contracts';
import type { CallerIdentity } from '@fieldline/http';
import type { CallerCredentials } from '../../ports/caller-standing.js';
import { checkSeenSite, seenDevice } from '../fleet/seen-devices.js';
import type { FleetView } from '../fleet/fleet-view.js';
import { LIVE_EVENTS, type LiveFilter } from './live-audience.js';
import type { LiveFeed } from './live-feed.js';
import type { LiveSink } from './live-reader.js';

export interface OpenLiveParts {
  readonly fleet: FleetView;
  readonly feed: LiveFeed;
}

export interface LiveWish {
  readonly caller: CallerIdentity;
  readonly credentials: CallerCredentials;
  readonly query: RouteInput<typeof routes.live>['query'];
  /** The header, which a browser sends when it comes back; it wins over the query, which says where the page began. */
  readonly lastEventId: string | undefined;
}

/** A stream that may begin; both in one turn, so that nobody comes between. */
export interface PreparedStream {
  /** Throws TooManyRequestsError, while there still is an answer to give. */
  readonly admit: () => void;
  /** Once the answer's head is written. */
  readonly begin: (sink: LiveSink) => void;
}

/** Opens a stream of the live feed for a caller, narrowed to what they may see. */
export class OpenLive {
  readonly #parts: OpenLiveParts;

  constructor(parts: OpenLiveParts) {
    this.#parts = parts;
  }

  /** Rejects with NotFoundError for a device or site that the caller does not see. */
  async prepare({ caller, credentials, query, lastEventId }: LiveWish): Promise<PreparedStream> {
    const { feed } = this.#parts;
    const filter = this.#filterOf(caller, query);
    await feed.history.whenReady();
    const request = { caller, credentials, filter, lastEventId: lastEventId ?? query.lastEventId };
    return { admit: () => feed.admit(caller), begin: (sink) => feed.open(request, sink) };
  }

  #filterOf(caller: CallerIdentity, { device, site, event }: LiveWish['query']): LiveFilter {
    const { fleet } = this.#parts;
    if (site !== undefined) checkSeenSite(fleet, caller, site);
    for (const externalId of device ?? []) seenDevice(fleet, caller, externalId);
    const sites = site === undefined ? caller.sites : [site];
    return {
      tenantId: caller.tenantId,
      sites: sites === null ? null : new Set(sites),
      devices: device === undefined ? null : new Set(device),
      events: new Set(event ?? LIVE_EVENTS),
    };
  }
}
