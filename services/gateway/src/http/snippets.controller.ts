import { routes, signInName, type MetricSpec, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { NotFoundError, RetriableError } from '@fieldline/platform';
import { Controller, Inject, Req } from '@nestjs/common';
import {
  PASSWORD_PLACEHOLDER,
  sampleInterval,
  sampleOf,
  snippetsFor,
  type SampleHints,
} from '../domain/snippets/snippets.js';
import { DEVICE_ADDRESS, type FindDeviceAddress } from '../ports/device-address.js';

/** Metrics of a profile's newest version, and how it is best looked at. */
export interface ProfileBook {
  readonly metrics: (tenantId: string, profileId: string) => readonly MetricSpec[] | undefined;
  readonly hints: (profileId: string) => SampleHints;
}

export const PROFILE_BOOK = Symbol('ProfileBook');

interface AskedRequest {
  readonly hostname: string;
}

type Answer = RouteAnswer<typeof routes.getSnippets>;

/** Programs for a device that is about to be added. */
@Controller()
export class SnippetsController {
  readonly #profiles: ProfileBook;
  readonly #address: FindDeviceAddress;

  constructor(@Inject(PROFILE_BOOK) profiles: ProfileBook, @Inject(DEVICE_ADDRESS) address: FindDeviceAddress) {
    this.#profiles = profiles;
    this.#address = address;
  }

  @Route(routes.getSnippets)
  get(
    @Caller() { tenantId }: CallerIdentity,
    @Input() { query }: RouteInput<typeof routes.getSnippets>,
    @Req() { hostname }: AskedRequest,
  ): Answer {
    const { profile, device, credential } = query;
    const metrics = this.#profiles.metrics(tenantId, profile);
    if (metrics === undefined) throw new NotFoundError(`there is no profile '${profile}'`);
    const address = this.#address(hostname);
    if (address === undefined) throw new RetriableError('nothing listens for MQTT over TCP yet');
    const { host, port, tls } = address;
    const topic = `devices/${device}/telemetry`;
    const snippets = snippetsFor({
      host,
      port,
      tls,
      device,
      username: credential === 'key' ? 'enrol' : signInName(tenantId, device),
      password: PASSWORD_PLACEHOLDER,
      topic,
      sample: sampleOf(metrics, this.#profiles.hints(profile)),
      everySeconds: sampleInterval(metrics),
    });
    const url = `${tls ? 'mqtts' : 'mqtt'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    return { mqtt: { ...address, url }, topic, passwordPlaceholder: PASSWORD_PLACEHOLDER, snippets: [...snippets] };
  }
}
