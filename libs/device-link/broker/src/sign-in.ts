import { parseDeviceTopic } from '@fieldline/contracts';
import type { ConnectDecision, ConnectRequest, DeviceDirectory, DeviceIdentity } from '@fieldline/device-link';
import type { Clock, Logger } from '@fieldline/platform';
import type { DeviceConnection } from './device-connection.js';
import { FailureThrottle } from './failure-throttle.js';
import { Hush } from './hush.js';
import type { LinkLimits } from './link-limits.js';
import { count, type LinkTally, type SignInFailure } from './link-tally.js';
import { speaksForItself } from './topic-rights.js';

/** CONNACK return codes, MQTT 3.1.1 section 3.2.2.3. */
const RETURN_CODE = { identifierRejected: 2, unavailable: 3, notAuthorized: 5 } as const;

export interface Credentials {
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
}

/** The identity, or the CONNACK return code of a refusal. */
export type SignInAnswer = (outcome: DeviceIdentity | 2 | 3 | 5) => void;

type Outcome = ConnectDecision | { readonly kind: 'timeout' } | { readonly kind: 'error'; readonly error: unknown };

/** Decides of each CONNECT, within a time limit, whether it is accepted. */
export class SignIn {
  readonly #throttle: FailureThrottle;
  readonly #hush: Hush;

  constructor(
    private readonly clock: Clock,
    private readonly directory: DeviceDirectory,
    private readonly limits: LinkLimits,
    private readonly report: { readonly tally: LinkTally; readonly logger: Logger },
  ) {
    this.#throttle = new FailureThrottle(clock, limits);
    this.#hush = new Hush(clock);
  }

  check(connection: DeviceConnection, credentials: Credentials, answer: SignInAnswer): void {
    const { clientId, clean } = connection.connect;
    if (Buffer.byteLength(clientId) > this.limits.clientIdBytes) {
      count(this.report.tally.hits, 'client-id-length');
      return this.#fail('client-id', RETURN_CODE.identifierRejected, answer);
    }
    // MQTT-3.1.3-8: a lasting session needs a name.
    if (clientId === '' && !clean) return this.#fail('client-id', RETURN_CODE.identifierRejected, answer);
    this.#ask({ clientId, ...credentials }, (outcome) => this.#decide(connection, outcome, answer));
  }

  #ask(request: ConnectRequest, settle: (outcome: Outcome) => void): void {
    let open = true;
    const once = (outcome: Outcome): void => {
      if (!open) return;
      open = false;
      timer.cancel();
      settle(outcome);
    };
    const timer = this.clock.setTimer(() => once({ kind: 'timeout' }), this.limits.authenticateTimeoutMs, {
      unref: true,
    });
    this.#authenticate(request).then(once, (error: unknown) => once({ kind: 'error', error }));
  }

  async #authenticate(request: ConnectRequest): Promise<ConnectDecision> {
    return await this.directory.authenticate(request);
  }

  #decide(connection: DeviceConnection, outcome: Outcome, answer: SignInAnswer): void {
    switch (outcome.kind) {
      case 'accepted':
        if (this.#willIsPermitted(connection, outcome.identity)) return answer(outcome.identity);
        return this.#fail('will', RETURN_CODE.notAuthorized, answer);
      case 'refused':
        return this.#refuse(connection, answer);
      case 'timeout':
        count(this.report.tally.hits, 'authenticate-timeout');
        return this.#fail('timeout', RETURN_CODE.unavailable, answer);
      case 'error':
        this.#warn(outcome.error);
        return this.#fail('error', RETURN_CODE.unavailable, answer);
      case 'unavailable':
        return this.#fail(outcome.kind, RETURN_CODE.unavailable, answer);
    }
  }

  #refuse({ arrival }: DeviceConnection, answer: SignInAnswer): void {
    const delayMs = this.#throttle.fail(arrival.address);
    const refuse = (): void => this.#fail('refused', RETURN_CODE.notAuthorized, answer);
    if (delayMs === 0) return refuse();
    count(this.report.tally.hits, 'sign-in-slowed');
    this.clock.setTimer(refuse, delayMs, { unref: true });
  }

  #willIsPermitted({ connect }: DeviceConnection, identity: DeviceIdentity): boolean {
    if (connect.willTopic === undefined) return true;
    const topic = parseDeviceTopic(connect.willTopic);
    return topic !== undefined && speaksForItself(identity, topic) && this.directory.mayPublish(identity, topic);
  }

  #warn(error: unknown): void {
    if (this.#hush.allows('directory')) this.report.logger.error({ err: error }, 'the device directory failed');
  }

  #fail(reason: SignInFailure, returnCode: 2 | 3 | 5, answer: SignInAnswer): void {
    const { tally, logger } = this.report;
    count(tally.signInFailures, reason);
    if (this.#hush.allows(reason)) {
      logger.info({ reason, failures: tally.signInFailures[reason] }, 'a sign-in was refused; told once a minute');
    }
    answer(returnCode);
  }
}
