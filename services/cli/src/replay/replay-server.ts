import { OperatorError, sleep } from '@fieldline/platform';
import { mqttAddress } from '../control/mqtt-address.js';
import type { DeviceLedger, LocalServer, RegisteredDevice } from '../control/local-server.js';
import { InterruptedError } from '../shell/errors.js';
import type { ReplaySite } from '@fieldline/domain-pack';
import { patiently, type Patience } from './patience.js';
import type { Refusals } from './refusals.js';
import type { ReplayTarget } from './replay-connection.js';

/** The writer may take so long without any progress before the replay gives up waiting for it. */
const WRITER_SILENCE_MS = 60_000;
const WRITER_POLL_MS = 50;
/** A ledger that did not move for so long has all of a device, where others keep the writer from ever being idle. */
const QUIET_MS = 5_000;

/** Where a recording's devices have to be, and what. */
export interface ReplayHome {
  readonly site: ReplaySite;
  /** Id of the profile. */
  readonly profile: string;
  /** It is of one device, and may be given to another. */
  readonly movable: boolean;
}

/** The server as a replay needs it; every question waits for a server that is away, see {@link patiently}. */
export class ReplayServer {
  readonly #api: LocalServer;
  readonly #patience: Patience;

  constructor(api: LocalServer, patience: Patience) {
    this.#api = api;
    this.#patience = patience;
  }

  /**
   * Makes the site and those of the devices that are missing; resolves with the ULIDs by external id. What exists belongs
   * to its user and is never changed: an OperatorError says what is in the way, before anything is made.
   */
  async prepare(devices: readonly string[], home: ReplayHome): Promise<ReadonlyMap<string, string>> {
    const { site, profile } = home;
    const known = await this.#ask((api) => api.site(site.name));
    if (known !== undefined && known.lifetime !== 'history') throw keepsNoHistory(site.name);
    const existing = new Map((await this.#ask((api) => api.devices())).map((device) => [device.externalId, device]));
    for (const externalId of devices) refuseForeign(existing.get(externalId), home);
    const { name, timeZone, currency } = site;
    if (known === undefined)
      await this.#ask((api) => api.ensureSite({ name, timeZone, currency, lifetime: 'history' }));
    const ids = new Map<string, string>();
    for (const externalId of devices) {
      const request = { site: name, profile };
      const id = existing.get(externalId)?.id;
      ids.set(externalId, id ?? (await this.#ask((api) => api.putDevice(externalId, request))).id);
    }
    return ids;
  }

  async target(externalId: string, secretSeconds: number): Promise<Omit<ReplayTarget, 'inFlight'>> {
    const { username, secret: password } = await this.#ask((api) => api.issueSecret(externalId, secretSeconds));
    return { url: mqttAddress(await this.#ask((api) => api.status())), externalId, username, password };
  }

  ledger(externalId: string): Promise<DeviceLedger> {
    return this.#ask((api) => api.ledger(externalId));
  }

  /** Without waiting for a server that is away: undefined then. */
  ledgerNow(externalId: string): Promise<DeviceLedger | undefined> {
    return this.#api.ledger(externalId).catch(() => undefined);
  }

  refusals(externalId: string): Promise<Refusals> {
    return this.#ask((api) => api.refusals(externalId));
  }

  /** Resolves when the writer has stored everything acknowledged so far, or others keep it busy for {@link QUIET_MS}. */
  async untilIdle(): Promise<void> {
    const { clock } = this.#patience;
    const since = clock.monotonic();
    while (!(await this.#isIdle()) && clock.monotonic() - since < QUIET_MS) await this.#pause();
  }

  /**
   * The device's ledger once it has received `atLeast` readings. `beyond`: repetitions are among what it received, so that
   * the writer must have come to its end too.
   */
  async settledLedger(externalId: string, atLeast: number, beyond: boolean): Promise<DeviceLedger> {
    const { clock } = this.#patience;
    let movedAt = clock.monotonic();
    let idle = false;
    for (let ledger = await this.ledger(externalId); ;) {
      const quietMs = clock.monotonic() - movedAt;
      if (ledger.received >= atLeast && (!beyond || idle || quietMs > QUIET_MS)) return ledger;
      if (quietMs > WRITER_SILENCE_MS) throw stuck(externalId, atLeast, ledger.received);
      await this.#pause();
      // in this order: what is asked after the writer was idle has everything
      idle = beyond && (await this.#isIdle());
      const next = await this.ledger(externalId);
      if (next.received !== ledger.received) movedAt = clock.monotonic();
      ledger = next;
    }
  }

  async #isIdle(): Promise<boolean> {
    return (await this.#ask((api) => api.status())).writer.lag === 0;
  }

  async #pause(): Promise<void> {
    const { clock, signal } = this.#patience;
    await sleep(clock, WRITER_POLL_MS, signal);
    if (signal.aborted) throw new InterruptedError('interrupted');
  }

  #ask<T>(question: (api: LocalServer) => Promise<T>): Promise<T> {
    return patiently(() => question(this.#api), this.#patience);
  }
}

function keepsNoHistory(site: string): OperatorError {
  return new OperatorError(
    `the site '${site}' exists and keeps no history, so that a recording's readings would expire; nothing was changed. ` +
      `Give the site the lifetime history, or rename it`,
  );
}

function refuseForeign(device: RegisteredDevice | undefined, { site, profile, movable }: ReplayHome): void {
  if (device === undefined || (device.profile.id === profile && device.site === site.name)) return;
  const { externalId } = device;
  throw new OperatorError(
    `the device '${externalId}' exists with the profile ${device.profile.id} at the site '${device.site}'; ` +
      `this recording's would have the profile ${profile} at the site '${site.name}'. Nothing was changed: ` +
      (movable
        ? 'replay the recording as another device with --device NAME'
        : 'its rows name their devices, so replay it to a server where these names are free'),
  );
}

function stuck(device: string, expected: number, received: number): OperatorError {
  return new OperatorError(
    `${device}: the ledger has ${received} readings where ${expected} are acknowledged, and has not moved for ${WRITER_SILENCE_MS / 1000} s; see \`fieldline doctor\``,
  );
}
