import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { isUtf8 } from 'node:buffer';
import { cursorOf, letterPlace } from '../app/dead-letter-cursor.js';
import type { DeadLetterDesk } from '../app/dead-letter-desk.js';
import { trialOfPlan } from '../app/try-payload-trial.js';
import type { LetterView } from '../ports/dead-letter-store.js';
import { DEAD_LETTER_DESK } from './dead-letter-tokens.js';
import { trialAnswer } from './try-payload-answer.js';

@Controller()
export class DeadLettersController {
  readonly #desk: DeadLetterDesk;

  constructor(@Inject(DEAD_LETTER_DESK) desk: DeadLetterDesk) {
    this.#desk = desk;
  }

  @Route(routes.listDeadLetters)
  async list(
    @Input() { query }: RouteInput<typeof routes.listDeadLetters>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.listDeadLetters>> {
    const { cursor, limit, ...filter } = query;
    const { items, next } = await this.#desk.list(caller, filter, { after: letterPlace(cursor), limit });
    return { items: items.map(answerOf), ...cursorOf(next) };
  }

  @Route(routes.countDeadLetters)
  async count(
    @Input() { query }: RouteInput<typeof routes.countDeadLetters>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.countDeadLetters>> {
    return { items: [...(await this.#desk.reasons(caller, query))] };
  }

  @Route(routes.getDeadLetter)
  async get(
    @Input() { params }: RouteInput<typeof routes.getDeadLetter>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.getDeadLetter>> {
    const letter = await this.#desk.letter(caller, params.letter);
    const { payload, hash } = letter;
    const text = isUtf8(payload) ? payload.toString() : null;
    return { ...answerOf(letter), payload: payload.toString('base64'), text, hash };
  }

  @Route(routes.tryDeadLetter)
  async try(
    @Input() { params, body }: RouteInput<typeof routes.tryDeadLetter>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.tryDeadLetter>> {
    const plan = await this.#desk.try(caller, params.letter, body);
    return { payload: plan.text, ...trialAnswer(trialOfPlan(plan)) };
  }

  @Route(routes.replayDeadLetter)
  async replay(
    @Input() { params, body }: RouteInput<typeof routes.replayDeadLetter>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.replayDeadLetter>> {
    return answerOf(await this.#desk.replay(caller, caller.name, params.letter, body));
  }

  @Route(routes.discardDeadLetter)
  async discard(
    @Input() { params }: RouteInput<typeof routes.discardDeadLetter>,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    await this.#desk.discard(caller, params.letter);
  }
}

function answerOf(letter: LetterView): RouteAnswer<typeof routes.replayDeadLetter> {
  const { id, device, siteId, kind, receivedAt, topic, reason, size, replayedAt } = letter;
  return { id, device, siteId, kind, receivedAt, topic, reason, size, replayedAt };
}
