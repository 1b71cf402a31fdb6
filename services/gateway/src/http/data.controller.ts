import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { ReadLatest } from '../app/series/read-latest.js';
import type { ReadSeries } from '../app/series/read-series.js';
import { READ_LATEST, READ_SERIES } from './data-tokens.js';
import { startedStream } from './started-stream.js';

/** Latest values and series. */
@Controller()
export class DataController {
  readonly #latest: ReadLatest;
  readonly #series: ReadSeries;

  constructor(@Inject(READ_LATEST) latest: ReadLatest, @Inject(READ_SERIES) series: ReadSeries) {
    this.#latest = latest;
    this.#series = series;
  }

  @Route(routes.listLatest)
  async listLatest(
    @Input() { query }: RouteInput<typeof routes.listLatest>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.listLatest>> {
    return { items: [...(await this.#latest.many(caller, query))] };
  }

  @Route(routes.getLatest)
  getLatest(
    @Input() { params }: RouteInput<typeof routes.getLatest>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.getLatest>> {
    return this.#latest.one(caller, params.device);
  }

  @Route(routes.getSeries)
  getSeries(
    @Input() { params, query }: RouteInput<typeof routes.getSeries>,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) { raw }: FastifyReply,
  ): Promise<RouteAnswer<typeof routes.getSeries>> {
    const gone = new AbortController();
    raw.once('close', () => gone.abort());
    return this.#series.series(caller, params.device, query, gone.signal);
  }

  @Route(routes.getRawSeries)
  getRawSeries(
    @Input() { params, query }: RouteInput<typeof routes.getRawSeries>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.getRawSeries>> {
    return this.#series.raw(caller, params.device, query);
  }

  /** Sent as fast as it is taken; who goes away ends the reading too. */
  @Route(routes.exportSeries)
  async exportSeries(
    @Input() { params, query }: RouteInput<typeof routes.exportSeries>,
    @Caller() caller: CallerIdentity,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fileName, chunks } = this.#series.csv(caller, params.device, query);
    const stream = Readable.from(await startedStream(chunks), { objectMode: false });
    await reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .send(stream);
  }
}
