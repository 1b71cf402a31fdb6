import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { HEALTH, type Health, type HealthReport } from '@fieldline/platform';
import type { FastifyReply } from 'fastify';

/** What a supervisor, a load balancer and a person ask. */
@Controller()
export class HealthController {
  readonly #health: Health;

  constructor(@Inject(HEALTH) health: Health) {
    this.#health = health;
  }

  /** The process runs and its event loop turns. */
  @Get('healthz')
  alive(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 while this process can keep its promise, else 503 with the reasons. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ready: boolean; problems: string[] }> {
    const { ready, checks } = await this.#health.report();
    if (!ready) void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    const problems = checks.flatMap(({ name, critical, problem }) =>
      critical && problem !== undefined ? [`${name}: ${problem}`] : [],
    );
    return { ready, problems };
  }

  /** Every check, also those that degrade without ending readiness; always 200. */
  @Get('health/details')
  details(): Promise<HealthReport> {
    return this.#health.report();
  }
}
