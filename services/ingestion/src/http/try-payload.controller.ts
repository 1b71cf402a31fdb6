import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import type { TryPayload } from '../app/try-payload.js';
import { TRY_PAYLOAD } from './dead-letter-tokens.js';
import { trialAnswer } from './try-payload-answer.js';

@Controller()
export class TryPayloadController {
  readonly #tryPayload: TryPayload;

  constructor(@Inject(TRY_PAYLOAD) tryPayload: TryPayload) {
    this.#tryPayload = tryPayload;
  }

  @Route(routes.tryPayload)
  async try(
    @Input() { body }: RouteInput<typeof routes.tryPayload>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.tryPayload>> {
    return trialAnswer(await this.#tryPayload.try(caller, body));
  }
}
