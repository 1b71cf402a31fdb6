import { Controller, Get, Inject } from '@nestjs/common';
import { HEALTH, type Health, type HealthReport } from '@fieldline/platform';
import type { RunFacts } from '../start/run-file.js';

/** What the status needs of the running server. */
export interface ServerStatus {
  readonly facts: () => RunFacts;
  /** Records that the writer has not committed yet; null before it first runs. */
  readonly writerLag: () => number | null;
}

export const SERVER_STATUS = Symbol('ServerStatus');

export type StatusAnswer = RunFacts & HealthReport & { readonly writer: { readonly lag: number | null } };

/** The server as the command line asks for it, on the control socket only. */
@Controller('v1')
export class StatusController {
  readonly #status: ServerStatus;
  readonly #health: Health;

  constructor(@Inject(SERVER_STATUS) status: ServerStatus, @Inject(HEALTH) health: Health) {
    this.#status = status;
    this.#health = health;
  }

  @Get('status')
  async status(): Promise<StatusAnswer> {
    return {
      ...this.#status.facts(),
      ...(await this.#health.report()),
      writer: { lag: this.#status.writerLag() },
    };
  }
}
