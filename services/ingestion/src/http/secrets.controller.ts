import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { ListCursor } from '../app/list-cursor.js';
import type { ReadDevice } from '../app/read-device.js';
import type { Registry } from '../app/registry.js';
import { READ_DEVICE, REGISTRY } from './tokens.js';

const CURSOR = new ListCursor('secrets', 'string');

/** Secrets of devices; enrolment keys end here, too. */
@Controller()
export class SecretsController {
  readonly #registry: Registry;
  readonly #read: ReadDevice;

  constructor(@Inject(REGISTRY) registry: Registry, @Inject(READ_DEVICE) read: ReadDevice) {
    this.#registry = registry;
    this.#read = read;
  }

  @Route(routes.issueSecret)
  async issue(
    @Caller() caller: CallerIdentity,
    @Input() { params, body }: RouteInput<typeof routes.issueSecret>,
  ): Promise<RouteAnswer<typeof routes.issueSecret>> {
    const key = { tenantId: caller.tenantId, externalId: params.device };
    return this.#registry.issueCredential.deviceSecret(key, { ...body, viewer: caller });
  }

  @Route(routes.listSecrets)
  async list(
    @Caller() caller: CallerIdentity,
    @Input() { params, query }: RouteInput<typeof routes.listSecrets>,
  ): Promise<RouteAnswer<typeof routes.listSecrets>> {
    const key = { tenantId: caller.tenantId, externalId: params.device };
    return CURSOR.answer(await this.#read.secrets(key, caller, CURSOR.request(query)), (secret) => secret);
  }

  @Route(routes.revokeCredential)
  revoke(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.revokeCredential>,
  ): Promise<void> {
    return this.#registry.issueCredential.revoke(caller, params.credential);
  }
}
