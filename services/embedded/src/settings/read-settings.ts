import { parseArgs, type ParseArgsConfig } from 'node:util';
import { SETTINGS, type EmbeddedSettings, type SettingDeclaration } from './embedded.settings.js';

export type SettingsResult =
  | { readonly kind: 'help' }
  | { readonly kind: 'settings'; readonly settings: EmbeddedSettings }
  /** One line a problem. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

const ENTRIES: readonly [string, SettingDeclaration][] = Object.entries(SETTINGS);

const EVERY_ADDRESS = '0.0.0.0';

/** Variables of the same prefix that other parts of Fieldline read. */
const FOREIGN = /^FIELDLINE_(SERVERS_DIR|SHARED|TEST_[A-Z_]+)$/;

/** Reads flags before environment before defaults, and tells all that is unknown or wrong at once. */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SettingsResult {
  const { flags, problems, help } = readFlags(args);
  if (help) return { kind: 'help' };
  const known = new Set(ENTRIES.map(([, { env: name }]) => name));
  for (const name of Object.keys(env)) {
    if (name.startsWith('FIELDLINE_') && !known.has(name) && !FOREIGN.test(name)) {
      problems.push(`${name} is no setting; --help lists them all`);
    }
  }
  const settings: Record<string, unknown> = {};
  for (const [name, setting] of ENTRIES) {
    const flag = setting.flag === undefined ? undefined : flags.get(setting.flag);
    const given = flag ?? env[setting.env] ?? setting.default;
    const parsed = setting.schema.safeParse(given === '' ? setting.default : given);
    if (parsed.success) settings[name] = parsed.data;
    else
      problems.push(`${flag === undefined ? setting.env : `--${setting.flag}`}=${given} is wrong: ${setting.expected}`);
  }
  if ((settings['tlsCertFile'] === undefined) !== (settings['tlsKeyFile'] === undefined)) {
    problems.push(`${SETTINGS.tlsCertFile.env} and ${SETTINGS.tlsKeyFile.env} belong together: set both or neither`);
  }
  if (settings['lan'] === true) {
    if (flags.has(SETTINGS.host.flag) || env[SETTINGS.host.env]) {
      problems.push(
        `--${SETTINGS.lan.flag} listens on every address: leave --${SETTINGS.host.flag} out, or --${SETTINGS.lan.flag}`,
      );
    }
    settings['host'] = EVERY_ADDRESS;
  }
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'settings', settings: settings as unknown as EmbeddedSettings };
}

interface Flags {
  readonly flags: ReadonlyMap<string, string>;
  readonly problems: string[];
  readonly help: boolean;
}

function readFlags(args: readonly string[]): Flags {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [, { flag, isSwitch }] of ENTRIES) {
    if (flag !== undefined) options[flag] = { type: isSwitch ? 'boolean' : 'string' };
  }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const flags = new Map<string, string>();
  const problems: string[] = [];
  let help = false;
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`'${token.value}' is not understood; --help lists the flags`);
    if (token.kind !== 'option') continue;
    if (options[token.name] === undefined) problems.push(`${token.rawName} is no flag; --help lists them all`);
    else if (token.name === 'help') help = true;
    else if (options[token.name]?.type === 'boolean') flags.set(token.name, token.value ?? 'true');
    else if (token.value === undefined || token.value === '') problems.push(`${token.rawName} wants a value`);
    else flags.set(token.name, token.value);
  }
  return { flags, problems, help };
}
