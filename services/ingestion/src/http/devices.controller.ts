import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, checkIfMatch, IfMatch, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject, Res } from '@nestjs/common';
import type { DeleteDevice } from '../app/delete-device.js';
import type { ReadDevice } from '../app/read-device.js';
import type { Registry } from '../app/registry.js';
import type { DeviceKey, DeviceView } from '../ports/registry-store.js';
import { deviceAnswer } from './answers.js';
import { createdOrOk, type StatusReply } from './status-reply.js';
import { DELETE_DEVICE, READ_DEVICE, REGISTRY } from './tokens.js';

type Device = RouteAnswer<typeof routes.getDevice>;

@Controller()
export class DevicesController {
  readonly #registry: Registry;
  readonly #read: ReadDevice;
  readonly #delete: DeleteDevice;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    @Inject(READ_DEVICE) read: ReadDevice,
    @Inject(DELETE_DEVICE) deleteDevice: DeleteDevice,
  ) {
    this.#registry = registry;
    this.#read = read;
    this.#delete = deleteDevice;
  }

  @Route(routes.createDevice)
  async create(
    @Caller() caller: CallerIdentity,
    @Input() { body }: RouteInput<typeof routes.createDevice>,
  ): Promise<Device> {
    const { device, ...named } = body;
    return deviceAnswer((await this.#registry.putDevice.create(keyOf(caller, device), named, caller)).device);
  }

  @Route(routes.importDevices)
  import(
    @Caller() caller: CallerIdentity,
    @Input() { query, body }: RouteInput<typeof routes.importDevices>,
  ): Promise<RouteAnswer<typeof routes.importDevices>> {
    return this.#registry.importDevices.run(caller, body, query.secrets);
  }

  @Route(routes.getDevice)
  async get(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.getDevice>,
  ): Promise<Device> {
    return deviceAnswer(await this.#read.device(keyOf(caller, params.device), caller));
  }

  @Route(routes.putDevice)
  async put(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.putDevice>,
    @IfMatch() ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<Device> {
    const check = matching(ifMatch);
    const answer = await this.#registry.putDevice.put(keyOf(caller, params.device), body, caller, check);
    createdOrOk(reply, answer.created);
    return deviceAnswer(answer.device);
  }

  @Route(routes.changeDevice)
  async change(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.changeDevice>,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<Device> {
    const key = keyOf(caller, params.device);
    return deviceAnswer((await this.#registry.putDevice.change(key, body, caller, matching(ifMatch))).device);
  }

  @Route(routes.deleteDevice)
  remove(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.deleteDevice>,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    const request = { viewer: caller, by: caller.name, check: matching(ifMatch) };
    return this.#delete.delete(keyOf(caller, params.device), request);
  }
}

function keyOf({ tenantId }: CallerIdentity, externalId: string): DeviceKey {
  return { tenantId, externalId };
}

/** A device that is not there has no ETag: whoever means one means another version. */
function matching(ifMatch: string | undefined): (now: DeviceView | undefined) => void {
  return (now) => checkIfMatch(ifMatch, now === undefined ? null : deviceAnswer(now));
}
