import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { ListCursor } from '../app/list-cursor.js';
import type { ManageProfiles } from '../app/manage-profiles.js';
import type { Registry } from '../app/registry.js';
import { profileAnswer } from './answers.js';
import { REGISTRY } from './tokens.js';

type Profile = RouteAnswer<typeof routes.getProfileVersion>;

const NEWEST = new ListCursor('profiles', 'string');
const VERSIONS = new ListCursor('profile-versions', 'number');

@Controller()
export class ProfilesController {
  readonly #profiles: ManageProfiles;

  constructor(@Inject(REGISTRY) { manageProfiles }: Registry) {
    this.#profiles = manageProfiles;
  }

  @Route(routes.listProfiles)
  async list(
    @Caller() caller: CallerIdentity,
    @Input() { query }: RouteInput<typeof routes.listProfiles>,
  ): Promise<RouteAnswer<typeof routes.listProfiles>> {
    return NEWEST.answer(await this.#profiles.newest(caller, NEWEST.request(query)), profileAnswer);
  }

  @Route(routes.listProfileVersions)
  async versions(
    @Caller() caller: CallerIdentity,
    @Input() { params, query }: RouteInput<typeof routes.listProfileVersions>,
  ): Promise<RouteAnswer<typeof routes.listProfileVersions>> {
    const page = await this.#profiles.versions(caller, params.profile, VERSIONS.request(query));
    return VERSIONS.answer(page, profileAnswer);
  }

  @Route(routes.getProfileVersion)
  async version(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.getProfileVersion>,
  ): Promise<Profile> {
    return profileAnswer(await this.#profiles.version(caller, params.profile, params.version));
  }

  @Route(routes.addProfileVersion)
  async add(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.addProfileVersion>,
  ): Promise<Profile> {
    const { moveDevices, ...draft } = body;
    return profileAnswer(await this.#profiles.add(caller, params.profile, draft, moveDevices));
  }
}
