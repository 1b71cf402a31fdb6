import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import type { FleetReads } from '../app/fleet/fleet-reads.js';
import type { ServerFacts } from '../ports/server-facts.js';
import { FLEET_READS, SERVER_FACTS } from './data-tokens.js';

/** The fleet as it is now, and the server. */
@Controller()
export class FleetController {
  readonly #fleet: FleetReads;
  readonly #facts: ServerFacts;

  constructor(@Inject(FLEET_READS) fleet: FleetReads, @Inject(SERVER_FACTS) facts: ServerFacts) {
    this.#fleet = fleet;
    this.#facts = facts;
  }

  @Route(routes.listDevices)
  listDevices(
    @Input() { query }: RouteInput<typeof routes.listDevices>,
    @Caller() caller: CallerIdentity,
  ): RouteAnswer<typeof routes.listDevices> {
    return this.#fleet.devices(caller, query);
  }

  @Route(routes.listConnections)
  listConnections(
    @Input() { query }: RouteInput<typeof routes.listConnections>,
    @Caller() caller: CallerIdentity,
  ): RouteAnswer<typeof routes.listConnections> {
    return this.#fleet.connections(caller, query);
  }

  @Route(routes.getOverview)
  getOverview(@Caller() caller: CallerIdentity): RouteAnswer<typeof routes.getOverview> {
    return this.#fleet.overview(caller);
  }

  @Route(routes.listHints)
  listHints(): RouteAnswer<typeof routes.listHints> {
    return this.#fleet.hints();
  }

  @Route(routes.getStatus)
  getStatus(): Promise<RouteAnswer<typeof routes.getStatus>> {
    return this.#facts.status();
  }
}
