import path from 'node:path';
import { UsageError } from '../shell/errors.js';
import type { Config } from './config-file.js';
import { serverUrl } from './server-url.js';

/** A server by its data folder, whose owner needs no token, or by its URL. */
export type Target =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'url'; readonly origin: string; readonly token: string | undefined };

export interface TargetOptions {
  readonly data?: string;
  readonly url?: string;
  /** Name of a profile of the configuration. */
  readonly server?: string;
}

export interface TargetSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Current folder. */
  readonly folder: string;
  readonly config: Config;
}

/**
 * Which server is meant. The first of these that is given: an option (`--url`, `--server`, `--data`), `FIELDLINE_URL`,
 * `FIELDLINE_DATA`, the configuration's current profile, `./data`. A token goes only to the server it was given for:
 * that of a profile to its URL, `FIELDLINE_TOKEN` to the URL of an option or of the environment. Throws UsageError.
 */
export function chooseTarget(options: TargetOptions, { env, folder, config }: TargetSurroundings): Target {
  const given = Object.entries({ url: options.url, server: options.server, data: options.data }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1) {
    throw new UsageError(
      `${given.map(([name]) => `--${name}`).join(' and ')} name different servers: give one of them`,
    );
  }
  const inFolder = (data: string): Target => ({ kind: 'folder', folder: path.resolve(folder, data) });
  const url = options.url ?? (given.length === 0 ? env['FIELDLINE_URL'] || undefined : undefined);
  if (url !== undefined) return byUrl(serverUrl(url), env['FIELDLINE_TOKEN'] || undefined, config);
  if (options.server !== undefined) return byName(options.server, config);
  const data = options.data ?? (env['FIELDLINE_DATA'] || undefined);
  if (data !== undefined) return inFolder(data);
  return config.current === undefined ? inFolder('data') : byName(config.current, config);
}

function byUrl(origin: string, token: string | undefined, { profiles }: Config): Target {
  const known = Object.values(profiles).find((profile) => serverUrl(profile.url) === origin);
  return { kind: 'url', origin, token: token ?? known?.token };
}

function byName(name: string, { profiles }: Config): Target {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) {
    const known = Object.keys(profiles).join(', ') || 'none yet';
    throw new UsageError(`there is no server '${name}' in the configuration (${known}): see \`fieldline config set\``);
  }
  return { kind: 'url', origin: serverUrl(profile.url), token: profile.token };
}
