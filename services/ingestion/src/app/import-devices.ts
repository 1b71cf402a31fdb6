import { ConflictError, InvalidRequestError, isRetriable } from '@fieldline/platform';
import type { RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import { readDeviceCsv, type CsvDevice } from './device-csv.js';
import { DeviceNames, type NamedDeviceRequest } from './device-names.js';
import { differenceOf } from '../domain/device-difference.js';
import type { IssueCredential } from './issue-credential.js';
import type { CheckDevice, PutDevice, WriteOptions } from './put-device.js';
import type { RegistryChanges } from './registry-changes.js';

export interface ImportDevicesParts {
  readonly store: RegistryStore;
  readonly changes: RegistryChanges;
  readonly putDevice: PutDevice;
  readonly issueCredential: IssueCredential;
}

export interface DeviceImport {
  created: number;
  /** Were there, just like that. */
  unchanged: number;
  readonly failed: { readonly line: number; readonly device: string | null; readonly message: string }[];
  /** In the order of the file. */
  readonly secrets: { readonly username: string; readonly secret: string }[];
}

interface Wanted extends CsvDevice {
  readonly device: string;
  readonly request: NamedDeviceRequest;
}

/** The device is registered as the line says: nothing is to be written. */
class JustLikeThat extends Error {}

/** Connections of the database that an import takes, so that others find some. */
const AT_ONCE = 4;

/** Registers devices from CSV: each line is stored by itself, and one that is wrong costs no other. */
export class ImportDevices {
  readonly #parts: ImportDevicesParts;

  constructor(parts: ImportDevicesParts) {
    this.#parts = parts;
  }

  /** Rejects with InvalidRequestError where the file is no such CSV; and retriably, then a part may be registered: send it again. */
  async run(viewer: Viewer, csv: string, withSecrets: boolean): Promise<DeviceImport> {
    const lines = readDeviceCsv(csv);
    const result: DeviceImport = { created: 0, unchanged: 0, failed: [], secrets: [] };
    for (const { line, device, request } of lines) {
      if (typeof request === 'string') result.failed.push({ line, device, message: request });
    }
    const wanted = lines.filter((one): one is Wanted => one.device !== null && typeof one.request !== 'string');
    const fresh: Wanted[] = [];
    await this.#parts.changes.together(async (apply) => {
      const options = { names: new DeviceNames(this.#parts.store, viewer), apply };
      const write = async (one: Wanted): Promise<void> => {
        const outcome = await this.#write(viewer, one, options, result);
        if (outcome === 'created') fresh.push(one);
      };
      // gateways before those that name one
      await inParallel(
        wanted.filter(({ request }) => request.gateway === undefined),
        write,
      );
      await inParallel(
        wanted.filter(({ request }) => request.gateway !== undefined),
        write,
      );
    });
    if (withSecrets) await this.#issue(viewer, fresh, result);
    result.failed.sort((a, b) => a.line - b.line);
    return result;
  }

  async #write(
    viewer: Viewer,
    { line, device, request }: Wanted,
    options: WriteOptions,
    result: DeviceImport,
  ): Promise<'created' | 'unchanged' | 'failed'> {
    try {
      const key = { tenantId: viewer.tenantId, externalId: device };
      const { request: resolved } = await options.names.resolve(device, request);
      const check: CheckDevice = (current) => {
        if (current === undefined) return;
        const other = seesSite(viewer, current.siteId) ? differenceOf(current, resolved) : 'site';
        if (other === undefined) throw new JustLikeThat();
        throw new ConflictError(`device: '${device}' is registered already with another ${other}; change it instead`);
      };
      await this.#parts.putDevice.write(key, request, options, check);
      result.created += 1;
      return 'created';
    } catch (error) {
      if (error instanceof JustLikeThat) {
        result.unchanged += 1;
        return 'unchanged';
      }
      if (isRetriable(error) || !(error instanceof InvalidRequestError || error instanceof ConflictError)) throw error;
      result.failed.push({ line, device, message: error.message });
      return 'failed';
    }
  }

  async #issue({ tenantId }: Viewer, fresh: readonly Wanted[], result: DeviceImport): Promise<void> {
    const { issueCredential, changes } = this.#parts;
    const issued: (DeviceImport['secrets'][number] & { readonly line: number })[] = [];
    await changes.together((apply) =>
      inParallel(fresh, async ({ device, line }) => {
        const { username, secret } = await issueCredential.deviceSecret({ tenantId, externalId: device }, { apply });
        issued.push({ username, secret, line });
      }),
    );
    issued.sort((a, b) => a.line - b.line);
    result.secrets.push(...issued.map(({ username, secret }) => ({ username, secret })));
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
