import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import type { IssueCredential } from '../app/issue-credential.js';
import { ListCursor } from '../app/list-cursor.js';
import type { Registry } from '../app/registry.js';
import { enrolmentKeyAnswer } from './answers.js';
import { REGISTRY } from './tokens.js';

const CURSOR = new ListCursor('enrolment-keys', 'string');

@Controller()
export class EnrolmentKeysController {
  readonly #credentials: IssueCredential;

  constructor(@Inject(REGISTRY) { issueCredential }: Registry) {
    this.#credentials = issueCredential;
  }

  @Route(routes.listEnrolmentKeys)
  async list(
    @Caller() caller: CallerIdentity,
    @Input() { query }: RouteInput<typeof routes.listEnrolmentKeys>,
  ): Promise<RouteAnswer<typeof routes.listEnrolmentKeys>> {
    return CURSOR.answer(
      await this.#credentials.enrolmentKeys(caller, query, CURSOR.request(query)),
      enrolmentKeyAnswer,
    );
  }

  @Route(routes.createEnrolmentKey)
  async create(
    @Caller() caller: CallerIdentity,
    @Input() { body }: RouteInput<typeof routes.createEnrolmentKey>,
  ): Promise<RouteAnswer<typeof routes.createEnrolmentKey>> {
    const { id, key } = await this.#credentials.enrolmentKeyAt(caller, body.siteId, body.profile);
    return { ...enrolmentKeyAnswer(await this.#credentials.enrolmentKeyView(caller, id)), key };
  }
}
