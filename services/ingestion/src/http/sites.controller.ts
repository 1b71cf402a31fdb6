import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, checkIfMatch, IfMatch, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { ListCursor } from '../app/list-cursor.js';
import type { ManageSites } from '../app/manage-sites.js';
import type { Registry } from '../app/registry.js';
import { siteAnswer } from './answers.js';
import { REGISTRY } from './tokens.js';

type Site = RouteAnswer<typeof routes.getSite>;

const CURSOR = new ListCursor('sites', 'string', 'string');

@Controller()
export class SitesController {
  readonly #sites: ManageSites;

  constructor(@Inject(REGISTRY) { manageSites }: Registry) {
    this.#sites = manageSites;
  }

  @Route(routes.listSites)
  async list(
    @Caller() caller: CallerIdentity,
    @Input() { query }: RouteInput<typeof routes.listSites>,
  ): Promise<RouteAnswer<typeof routes.listSites>> {
    return CURSOR.answer(await this.#sites.list(caller, query, CURSOR.request(query)), siteAnswer);
  }

  @Route(routes.createSite)
  async create(
    @Caller() caller: CallerIdentity,
    @Input() { body }: RouteInput<typeof routes.createSite>,
  ): Promise<Site> {
    return siteAnswer(await this.#sites.create(caller, body));
  }

  @Route(routes.getSite)
  async get(@Caller() caller: CallerIdentity, @Input() { params }: RouteInput<typeof routes.getSite>): Promise<Site> {
    return siteAnswer(await this.#sites.site(caller, params.site));
  }

  @Route(routes.changeSite)
  async change(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.changeSite>,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<Site> {
    const changed = await this.#sites.change(caller, params.site, body, (now) =>
      checkIfMatch(ifMatch, siteAnswer(now)),
    );
    return siteAnswer(changed);
  }

  @Route(routes.deleteSite)
  remove(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.deleteSite>,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    return this.#sites.remove(caller, params.site, (now) => checkIfMatch(ifMatch, siteAnswer(now)));
  }
}
