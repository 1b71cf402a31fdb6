import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, checkIfMatch, IfMatch, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { ListCursor } from '../app/list-cursor.js';
import type { ManageLocations } from '../app/manage-locations.js';
import type { Registry } from '../app/registry.js';
import { locationAnswer } from './answers.js';
import { REGISTRY } from './tokens.js';

type Location = RouteAnswer<typeof routes.getLocation>;

const CURSOR = new ListCursor('locations', 'string', 'string');

@Controller()
export class LocationsController {
  readonly #locations: ManageLocations;

  constructor(@Inject(REGISTRY) { manageLocations }: Registry) {
    this.#locations = manageLocations;
  }

  @Route(routes.listLocations)
  async list(
    @Caller() caller: CallerIdentity,
    @Input() { query }: RouteInput<typeof routes.listLocations>,
  ): Promise<RouteAnswer<typeof routes.listLocations>> {
    return CURSOR.answer(await this.#locations.list(caller, query, CURSOR.request(query)), locationAnswer);
  }

  @Route(routes.createLocation)
  async create(
    @Caller() caller: CallerIdentity,
    @Input() { body }: RouteInput<typeof routes.createLocation>,
  ): Promise<Location> {
    return locationAnswer(await this.#locations.create(caller, body));
  }

  @Route(routes.getLocation)
  async get(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.getLocation>,
  ): Promise<Location> {
    return locationAnswer(await this.#locations.location(caller, params.location));
  }

  @Route(routes.changeLocation)
  async change(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.changeLocation>,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<Location> {
    const changed = await this.#locations.change(caller, params.location, body, (now) =>
      checkIfMatch(ifMatch, locationAnswer(now)),
    );
    return locationAnswer(changed);
  }

  @Route(routes.deleteLocation)
  remove(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.deleteLocation>,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    return this.#locations.remove(caller, params.location, (now) => checkIfMatch(ifMatch, locationAnswer(now)));
  }
}
