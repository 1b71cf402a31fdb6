import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { DeadLetterDesk } from './app/dead-letter-desk.js';
import type { ReplayJobs } from './app/replay-jobs.js';
import type { TryPayload } from './app/try-payload.js';
import { DeadLetterReplaysController } from './http/dead-letter-replays.controller.js';
import { DEAD_LETTER_DESK, REPLAY_JOBS, TRY_PAYLOAD } from './http/dead-letter-tokens.js';
import { DeadLettersController } from './http/dead-letters.controller.js';
import { TryPayloadController } from './http/try-payload.controller.js';

export interface DeadLetterModuleParts {
  readonly desk: DeadLetterDesk;
  readonly jobs: ReplayJobs;
  readonly tryPayload: TryPayload;
}

/** The routes of the dead-letter desk. Guard and problem filter are the application's. */
@Module({})
export class DeadLetterModule {
  static register({ desk, jobs, tryPayload }: DeadLetterModuleParts): DynamicModule {
    const providers: Provider[] = [
      { provide: DEAD_LETTER_DESK, useValue: desk },
      { provide: REPLAY_JOBS, useValue: jobs },
      { provide: TRY_PAYLOAD, useValue: tryPayload },
    ];
    const controllers = [DeadLettersController, DeadLetterReplaysController, TryPayloadController];
    return { module: DeadLetterModule, controllers, providers };
  }
}
