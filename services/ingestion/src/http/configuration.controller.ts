import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject, Res } from '@nestjs/common';
import type { PutConfiguration } from '../app/put-configuration.js';
import type { ReadConfiguration } from '../app/read-configuration.js';
import type { DeviceKey } from '../ports/registry-store.js';
import { batteryAnswer, switchboardAnswer } from './configuration-answers.js';
import { createdOrOk, type StatusReply } from './status-reply.js';
import { PUT_CONFIGURATION, READ_CONFIGURATION } from './tokens.js';

type Battery = RouteAnswer<typeof routes.getBattery>;
type Switchboard = RouteAnswer<typeof routes.getSwitches>;

/** What is set down about a device: a battery's make, a board's switches. */
@Controller()
export class ConfigurationController {
  readonly #put: PutConfiguration;
  readonly #read: ReadConfiguration;

  constructor(@Inject(PUT_CONFIGURATION) put: PutConfiguration, @Inject(READ_CONFIGURATION) read: ReadConfiguration) {
    this.#put = put;
    this.#read = read;
  }

  @Route(routes.getBattery)
  async battery(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.getBattery>,
  ): Promise<Battery> {
    const key = keyOf(caller, params.device);
    return batteryAnswer(key, await this.#read.battery(key, caller));
  }

  @Route(routes.putBattery)
  async putBattery(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.putBattery>,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<Battery> {
    const key = keyOf(caller, params.device);
    const { created } = await this.#put.battery(key, body, { actor: caller.name, viewer: caller });
    createdOrOk(reply, created);
    return batteryAnswer(key, await this.#read.battery(key, caller));
  }

  @Route(routes.getSwitches)
  async switches(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.getSwitches>,
  ): Promise<Switchboard> {
    return switchboardAnswer(await this.#read.switchboard(keyOf(caller, params.device), caller));
  }

  @Route(routes.putSwitches)
  async putSwitches(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.putSwitches>,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<Switchboard> {
    const key = keyOf(caller, params.device);
    const { created } = await this.#put.switchboard(key, body, { actor: caller.name, viewer: caller });
    createdOrOk(reply, created);
    return switchboardAnswer(await this.#read.switchboard(key, caller));
  }
}

function keyOf({ tenantId }: CallerIdentity, externalId: string): DeviceKey {
  return { tenantId, externalId };
}
