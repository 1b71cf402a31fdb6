import type { Schema } from '@fieldline/api-client';
import type { RouteAnswer, routes } from '@fieldline/contracts';
import { ask } from '../connection/ask.js';
import { connect, type Connection } from '../connection/connection.js';
import { ServerNotReadyError } from '../shell/errors.js';
import { allPages } from '../connection/all-pages.js';
import { readRunInfo, type RunInfo } from './run-info.js';

export type DeviceLedger = Schema<'Ledger'>;

export interface RegisteredDevice {
  /** ULID. */
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  /** Its name. */
  readonly site: string;
  readonly profile: { readonly id: string; readonly version: number };
}

export interface NewSite {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly lifetime?: 'history';
}

export interface DeviceRequest {
  /** Name of its site. */
  readonly site: string;
  readonly profile: string;
  readonly name?: string;
}

/** What it says of itself, with what only this machine may know. */
export type ServerStatus = RunInfo & RouteAnswer<typeof routes.getStatus>;

/** The server of a data folder of this machine, asked as its owner; see {@link ask} for how it fails. */
export class LocalServer {
  readonly #dataFolder: string;
  readonly #connection: Connection;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
    this.#connection = connect({ kind: 'folder', folder: dataFolder });
  }

  /** By its name. */
  async site(name: string): Promise<Schema<'Site'> | undefined> {
    const { items } = await ask(this.#connection.api.GET('/sites', { params: { query: { name } } }));
    return items[0];
  }

  /** Makes the site where there is none of its name; one that is there stays as it is. */
  async ensureSite(site: NewSite): Promise<void> {
    if ((await this.site(site.name)) !== undefined) return;
    await ask(this.#connection.api.POST('/sites', { body: { lifetime: null, ...site } }));
  }

  /** Registers a device, or changes the one of this name. */
  async putDevice(externalId: string, body: DeviceRequest): Promise<RegisteredDevice> {
    const params = { path: { device: externalId } };
    return registered(await ask(this.#connection.api.PUT('/devices/{device}', { params, body })));
  }

  async devices(): Promise<readonly RegisteredDevice[]> {
    const { items } = await allPages((page) =>
      ask(this.#connection.api.GET('/devices', { params: { query: { ...page } } })),
    );
    return items.map(registered);
  }

  issueSecret(externalId: string, expiresInSeconds: number | null = null): Promise<Schema<'DeviceSecret'>> {
    const params = { path: { device: externalId } };
    const body = { expiresInSeconds, replace: false };
    return ask(this.#connection.api.POST('/devices/{device}/secrets', { params, body }));
  }

  ledger(externalId: string): Promise<DeviceLedger> {
    return ask(this.#connection.api.GET('/devices/{device}/ledger', { params: { path: { device: externalId } } }));
  }

  /** How many dead letters a device has, by the rule of their reason. */
  async refusals(externalId: string): Promise<Readonly<Record<string, number>>> {
    const params = { query: { device: externalId } };
    const { items } = await ask(this.#connection.api.GET('/dead-letters/reasons', { params }));
    return Object.fromEntries(items.map(({ rule, kept, beyondQuota }) => [rule, kept + beyondQuota]));
  }

  /** Rejects with ServerNotReadyError until the server has said where everything is. */
  async status(): Promise<ServerStatus> {
    const status = await ask(this.#connection.api.GET('/status'));
    const run = await readRunInfo(this.#dataFolder);
    if (run?.runId !== status.runId) throw new ServerNotReadyError('the server is starting');
    return { ...run, ...status };
  }
}

function registered({ device, id, name, site, profile }: Schema<'Device' | 'ListedDevice'>): RegisteredDevice {
  return { id, externalId: device, name, site, profile };
}
