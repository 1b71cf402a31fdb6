import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CLOCK, type Clock } from '@fieldline/platform';
import type { MetricValue } from '@fieldline/contracts';
import type { IssuedSecret } from '../../app/issue-credential.js';
import type { ReadDevice } from '../../app/read-device.js';
import type { PutDeviceAnswer } from '../../app/put-device.js';
import type { Registry } from '../../app/registry.js';
import { DEFAULT_TENANT } from '../../domain/registry-event.js';
import type { DeviceLedger } from '../../ports/ledger-reader.js';
import type { DeviceKey, ListedDevice } from '../../ports/registry-store.js';
import { deviceBodySchema, deviceIdSchema, secretBodySchema, seriesQuerySchema } from './control.schemas.js';
import { parseRequest } from './parse-request.js';
import type { StatusReply } from '../status-reply.js';
import { READ_DEVICE, REGISTRY } from '../tokens.js';

export interface SeriesAnswer {
  readonly device: string;
  readonly metric: string;
  /** UCUM. */
  readonly unit: string;
  /** Time in ms since 1970, value; oldest first. */
  readonly points: readonly (readonly [number, MetricValue])[];
}

/** Devices: registration, secrets, ledger, series. */
@Controller('v1/devices')
export class DevicesController {
  readonly #registry: Registry;
  readonly #read: ReadDevice;
  readonly #clock: Clock;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    @Inject(READ_DEVICE) read: ReadDevice,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#registry = registry;
    this.#read = read;
    this.#clock = clock;
  }

  @Get()
  async list(): Promise<{ readonly devices: readonly ListedDevice[] }> {
    return { devices: await this.#read.devices(DEFAULT_TENANT) };
  }

  @Get(':id')
  get(@Param('id') id: unknown): Promise<ListedDevice> {
    return this.#read.device(keyOf(id));
  }

  /** 201 when it is new. */
  @Put(':id')
  async put(
    @Param('id') id: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<PutDeviceAnswer> {
    const answer = await this.#registry.putDevice.put(keyOf(id), parseRequest(deviceBodySchema, body));
    reply.status(answer.created ? HttpStatus.CREATED : HttpStatus.OK);
    return answer;
  }

  /** The body may be left out. */
  @Post(':id/secrets')
  issueSecret(@Param('id') id: unknown, @Body() body: unknown): Promise<IssuedSecret> {
    const { expiresInSeconds } = parseRequest(secretBodySchema, body ?? {});
    return this.#registry.issueCredential.deviceSecret(keyOf(id), { expiresInSeconds });
  }

  @Get(':id/ledger')
  ledger(@Param('id') id: unknown): Promise<DeviceLedger> {
    return this.#read.ledger(keyOf(id));
  }

  @Get(':id/series')
  async series(@Param('id') id: unknown, @Query() query: unknown): Promise<SeriesAnswer> {
    const request = parseRequest(seriesQuerySchema(this.#clock.now()), query);
    const { device, metric, unit, points } = await this.#read.series(keyOf(id), request);
    return { device, metric, unit, points: points.map(({ at, value }) => [at, value] as const) };
  }
}

function keyOf(id: unknown): DeviceKey {
  return { tenantId: DEFAULT_TENANT, externalId: parseRequest(deviceIdSchema, id) };
}
