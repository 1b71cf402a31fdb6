import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { cursorOf, jobPlace } from '../app/dead-letter-cursor.js';
import type { ReplayJobs } from '../app/replay-jobs.js';
import { SHOWN_REASONS } from '../domain/replay-reasons.js';
import type { ReplayJob } from '../ports/replay-job-store.js';
import { REPLAY_JOBS } from './dead-letter-tokens.js';

@Controller()
export class DeadLetterReplaysController {
  readonly #jobs: ReplayJobs;

  constructor(@Inject(REPLAY_JOBS) jobs: ReplayJobs) {
    this.#jobs = jobs;
  }

  @Route(routes.startReplay)
  async start(
    @Input() { body }: RouteInput<typeof routes.startReplay>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.startReplay>> {
    const { filter, mapping = {} } = body;
    return answerOf(await this.#jobs.start(caller, caller.name, { filter, mapping }));
  }

  @Route(routes.listReplays)
  async list(
    @Input() { query: { cursor, limit } }: RouteInput<typeof routes.listReplays>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.listReplays>> {
    const { items, next } = await this.#jobs.list(caller, { after: jobPlace(cursor), limit });
    return { items: items.map(answerOf), ...cursorOf(next) };
  }

  @Route(routes.getReplay)
  async get(
    @Input() { params }: RouteInput<typeof routes.getReplay>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.getReplay>> {
    return answerOf(await this.#jobs.job(caller, params.replay));
  }
}

function answerOf(job: ReplayJob): RouteAnswer<typeof routes.getReplay> {
  const { id, state, total, accepted, refusedAgain, reasons, startedAt, endedAt, problem } = job;
  const shown = reasons.slice(0, SHOWN_REASONS);
  return {
    id,
    state,
    total,
    done: accepted + refusedAgain,
    accepted,
    refusedAgain,
    reasons: shown,
    startedAt,
    endedAt,
    problem,
  };
}
