import type { ControlClient } from './control-client.js';
import type { RunInfo } from './run-info.js';

export interface DeviceInfo {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly siteId: string;
  readonly site?: string;
  readonly type: string;
  readonly profile: { readonly id: string; readonly version: number };
}

/** A device's ledger; unit is the reading, but for `refusedValues`. */
export interface DeviceLedger {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly expired: number;
  readonly refused: number;
  readonly refusedValues: number;
  readonly shed: number;
  readonly clockUnsynced: number;
  /** Stored or superseding, and measured before the newest of the device before them. */
  readonly outOfOrder: number;
  /** Numbers between the first and the last `seq` of each boot that did not come (yet): it may fall again. */
  readonly missing: number;
  /** How often a newest reading had another boot than the one before. */
  readonly restarts: number;
  /** Stored with the very values of the device's reading stored before. */
  readonly unchanged: number;
}

export interface SeriesAnswer {
  readonly device: string;
  readonly metric: string;
  readonly unit: string;
  /** Time in ms since 1970, value. */
  readonly points: readonly (readonly [number, number])[];
}

export type ServerStatus = RunInfo & {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly critical: boolean; readonly problem?: string }[];
  /** `lag` is null until the writer has its partitions. */
  readonly writer: { readonly lag: number | null };
};

export interface SiteRequest {
  readonly timeZone: string;
  readonly currency: string;
  readonly lifetime?: 'history';
}

export interface SeriesRequest {
  readonly metric: string;
  /** ms since 1970. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly points: number;
}

/** The control API by name; see {@link ControlClient} for how it fails. */
export class ControlApi {
  readonly #client: ControlClient;

  constructor(client: ControlClient) {
    this.#client = client;
  }

  putSite(name: string, site: SiteRequest): Promise<unknown> {
    return this.#client.put(`/v1/sites/${encodeURIComponent(name)}`, site);
  }

  putDevice(
    externalId: string,
    device: { readonly site: string; readonly profile: string; readonly name?: string },
  ): Promise<{ readonly device: DeviceInfo; readonly created: boolean }> {
    return this.#client.put(devicePath(externalId), device);
  }

  async devices(): Promise<readonly DeviceInfo[]> {
    return (await this.#client.get<{ readonly devices: readonly DeviceInfo[] }>('/v1/devices')).devices;
  }

  issueSecret(
    externalId: string,
    expiresInSeconds?: number,
  ): Promise<{ readonly username: string; readonly secret: string }> {
    const body = expiresInSeconds === undefined ? {} : { expiresInSeconds };
    return this.#client.post(`${devicePath(externalId)}/secrets`, body);
  }

  ledger(externalId: string): Promise<DeviceLedger> {
    return this.#client.get(`${devicePath(externalId)}/ledger`);
  }

  series(externalId: string, query: SeriesRequest): Promise<SeriesAnswer> {
    const given = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
    const search = new URLSearchParams(given);
    return this.#client.get(`${devicePath(externalId)}/series?${search.toString()}`);
  }

  status(): Promise<ServerStatus> {
    return this.#client.get('/v1/status');
  }
}

function devicePath(externalId: string): string {
  return `/v1/devices/${encodeURIComponent(externalId)}`;
}
