import { OperatorError } from '@fieldline/platform';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { serverUrl } from './server-url.js';

export const PROFILE_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

const profileSchema = z.strictObject({
  url: z
    .string()
    .refine((text) => isServerUrl(text), { error: 'expected the URL of a server, such as http://pi:8080' }),
  token: z.string().min(1).optional(),
});

const configSchema = z.strictObject({
  current: z.string().optional(),
  profiles: z.record(z.string().regex(PROFILE_NAME), profileSchema),
});

/** Servers by the names that the user gave them, and which of them is meant. */
export type Config = z.infer<typeof configSchema>;
export type ConfigProfile = z.infer<typeof profileSchema>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Below XDG_CONFIG_HOME, else below `~/.config` (XDG Base Directory Specification); undefined where there is no home. */
export function configPath(env: Environment): string | undefined {
  const home = env['HOME'];
  // The specification has relative paths ignored.
  const given = env['XDG_CONFIG_HOME'];
  const root = given !== undefined && path.isAbsolute(given) ? given : home && path.join(home, '.config');
  return root ? path.join(root, 'fieldline', 'config.json') : undefined;
}

/** Empty where there is no file. Rejects with OperatorError that never shows what stands in the file. */
export async function readConfig(file: string | undefined): Promise<Config> {
  let text: string;
  try {
    if (file === undefined) return { profiles: {} };
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
    throw new OperatorError(`cannot read ${file}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
  const parsed = configSchema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  const { path: at = [], message = '' } = parsed.error.issues[0] ?? {};
  throw new OperatorError(
    `${file} is no configuration (${at.join('.') || 'file'}: ${message}): mend it, or remove it and use \`fieldline config set\``,
  );
}

/** For its owner alone: it holds tokens. */
export async function writeConfig(file: string, config: Config): Promise<void> {
  const fresh = `${file}.new`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(fresh, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  // A file that was there already keeps its mode.
  await chmod(fresh, 0o600);
  await rename(fresh, file);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which is no configuration
  }
}

function isServerUrl(text: string): boolean {
  try {
    serverUrl(text);
    return true;
  } catch {
    return false;
  }
}
