import { batteryBodySchema, switchboardBodySchema } from '@fieldline/contracts';
import { Body, Controller, Get, HttpStatus, Inject, Param, Put, Res } from '@nestjs/common';
import type { PutConfiguration } from '../../app/put-configuration.js';
import type { ReadConfiguration } from '../../app/read-configuration.js';
import { DEFAULT_TENANT } from '../../domain/registry-event.js';
import type { DeviceKey } from '../../ports/registry-store.js';
import { deviceIdSchema } from './control.schemas.js';
import { batteryAnswer, switchboardAnswer } from '../configuration-answers.js';
import { parseRequest } from './parse-request.js';
import type { StatusReply } from '../status-reply.js';
import { PUT_CONFIGURATION, READ_CONFIGURATION } from '../tokens.js';

/** There is no sign-in at this door, so nobody else can be named. */
const ACTOR = 'control-api';

type Answer = Readonly<Record<string, unknown>>;

/** What is set down about a device: a battery's make, a board's switches. 201 when it is new. */
@Controller('v1/devices')
export class ConfigurationController {
  readonly #put: PutConfiguration;
  readonly #read: ReadConfiguration;

  constructor(@Inject(PUT_CONFIGURATION) put: PutConfiguration, @Inject(READ_CONFIGURATION) read: ReadConfiguration) {
    this.#put = put;
    this.#read = read;
  }

  @Get(':id/battery')
  async battery(@Param('id') id: unknown): Promise<Answer> {
    const key = keyOf(id);
    return batteryAnswer(key, await this.#read.battery(key));
  }

  @Put(':id/battery')
  async putBattery(
    @Param('id') id: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<Answer> {
    const key = keyOf(id);
    const { created } = await this.#put.battery(key, parseRequest(batteryBodySchema, body), { actor: ACTOR });
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return batteryAnswer(key, await this.#read.battery(key));
  }

  @Get(':id/switches')
  async switches(@Param('id') id: unknown): Promise<Answer> {
    return switchboardAnswer(await this.#read.switchboard(keyOf(id)));
  }

  @Put(':id/switches')
  async putSwitches(
    @Param('id') id: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<Answer> {
    const key = keyOf(id);
    const { created } = await this.#put.switchboard(key, parseRequest(switchboardBodySchema, body), { actor: ACTOR });
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return switchboardAnswer(await this.#read.switchboard(key));
  }
}

function keyOf(id: unknown): DeviceKey {
  return { tenantId: DEFAULT_TENANT, externalId: parseRequest(deviceIdSchema, id) };
}
