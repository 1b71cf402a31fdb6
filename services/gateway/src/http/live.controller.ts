import { routes, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpLiveSink } from './http-live-sink.js';
import type { OpenLive } from '../app/live/open-live.js';
import { OPEN_LIVE } from './data-tokens.js';

/** The live feed as server-sent events. */
@Controller()
export class LiveController {
  readonly #live: OpenLive;

  constructor(@Inject(OPEN_LIVE) live: OpenLive) {
    this.#live = live;
  }

  @Route(routes.live)
  async live(
    @Input() { query }: RouteInput<typeof routes.live>,
    @Caller() caller: CallerIdentity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { authorization, cookie } = request.headers;
    const lastEventId = request.headers['last-event-id'];
    const stream = await this.#live.prepare({
      caller,
      credentials: { authorization, cookie },
      query,
      lastEventId: typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : undefined,
    });
    const response = reply.raw;
    if (response.destroyed) return;
    stream.admit();
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) response.setHeader(name, value);
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    response.flushHeaders();
    stream.begin(new HttpLiveSink(response));
  }
}
