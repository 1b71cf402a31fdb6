import { OperatorError } from '@fieldline/platform';
import { Command } from 'commander';
import { configPath, PROFILE_NAME, readConfig, writeConfig, type Config } from '../connection/config-file.js';
import { serverUrl } from '../connection/server-url.js';
import { readInput } from '../nouns/read-input.js';
import type { Shell } from '../shell/api-command.js';
import { column, yesNo } from '../shell/cells.js';
import type { CliContext } from '../shell/cli-context.js';
import { printColumns } from '../shell/column-printer.js';
import { plainCommand, openSession, type CommonOptions, type Session } from '../shell/command.js';
import { UsageError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';

interface SetOptions extends CommonOptions {
  readonly url?: string;
  readonly tokenFile?: string;
}

/** A server as it is shown: never its token. */
interface ShownServer {
  readonly name: string;
  readonly url: string;
  readonly hasToken: boolean;
  readonly current: boolean;
}

/** Servers by name, for those who look after several. */
export function configCommand({ context, run }: Shell): Command {
  const set = plainCommand(
    'set',
    'add a server under a name of your choice, or change it; the first becomes the current one',
    'fieldline config set cellar --url http://192.168.1.20:8080 --token-file -',
  )
    .argument('<name>', 'letters, digits and . _ -')
    .option('--url <url>', 'address of the server; needed for a new name')
    .option('--token-file <file>', 'API token of the server, see `fieldline token create`; - for standard input')
    .action((name: string, options: SetOptions) => run(setServer(openSession(context, options), name, options)));
  const use = plainCommand('use', 'make a server the current one', 'fieldline config use cellar')
    .argument('<name>', 'as it was set')
    .action((name: string, options: CommonOptions) => run(useServer(openSession(context, options), name)));
  const remove = plainCommand('remove', 'forget a server and its token', 'fieldline config remove cellar')
    .argument('<name>', 'as it was set')
    .action((name: string, options: CommonOptions) => run(removeServer(openSession(context, options), name)));
  const list = plainCommand('list', 'list the servers, without their tokens', 'fieldline config list').action(
    (options: CommonOptions) => run(listServers(openSession(context, options))),
  );
  const where = plainCommand('path', 'print where the configuration is', 'fieldline config path').action(
    (options: CommonOptions) => run(printPath(openSession(context, options))),
  );
  const config = new Command('config').description('servers by name, with their tokens, in a file of your own');
  for (const command of [set, use, list, remove, where]) config.addCommand(command);
  return config;
}

async function setServer(session: Session, name: string, { url, tokenFile }: SetOptions): Promise<ExitCode> {
  if (!PROFILE_NAME.test(name)) {
    throw new UsageError(`'${name}' cannot name a server: up to 64 letters, digits and . _ - after a letter or digit`);
  }
  const { context } = session;
  const token = tokenFile === undefined ? undefined : await readToken(context, tokenFile);
  return change(session, `The server '${name}' is set.`, (config) => {
    const known = config.profiles[name];
    const origin = url === undefined ? known?.url : serverUrl(url);
    if (origin === undefined) throw new UsageError(`'${name}' is new: give its address with --url`);
    // A token is for the server it was made by.
    const kept = token ?? (origin === known?.url ? known.token : undefined);
    const profile = { url: origin, ...(kept === undefined ? {} : { token: kept }) };
    return { current: config.current ?? name, profiles: { ...config.profiles, [name]: profile } };
  });
}

async function readToken({ folder }: CliContext, file: string): Promise<string> {
  const token = (await readInput(folder, file)).trim();
  if (!/^\S+$/.test(token)) throw new OperatorError(`${file} holds no token: expected one word`);
  return token;
}

function useServer(session: Session, name: string): Promise<ExitCode> {
  return change(session, `The current server is '${name}'.`, (config) => {
    checkKnown(config, name);
    return { ...config, current: name };
  });
}

function removeServer(session: Session, name: string): Promise<ExitCode> {
  return change(session, `The server '${name}' is forgotten.`, (config) => {
    checkKnown(config, name);
    const { [name]: _removed, ...profiles } = config.profiles;
    const { current } = config;
    return { profiles, ...(current === undefined || current === name ? {} : { current }) };
  });
}

function checkKnown({ profiles }: Config, name: string): void {
  if (Object.hasOwn(profiles, name)) return;
  throw new UsageError(`there is no server '${name}'; there are ${Object.keys(profiles).join(', ') || 'none yet'}`);
}

async function change(
  { context, output }: Session,
  says: string,
  changed: (config: Config) => Config,
): Promise<ExitCode> {
  const file = fileOf(context);
  const config = changed(await readConfig(file));
  await writeConfig(file, config);
  output.answer(shown(config), () => says);
  return EXIT.ok;
}

async function listServers({ context, output }: Session): Promise<ExitCode> {
  const servers = shown(await readConfig(configPath(context.env)));
  output.answer(servers, () =>
    printColumns<ShownServer>(
      [
        column('', ({ current }) => (current ? '*' : '')),
        column('server', ({ name }) => name),
        column('url', ({ url }) => url),
        column('token', ({ hasToken }) => yesNo(hasToken)),
      ],
      servers.items,
    ),
  );
  return EXIT.ok;
}

function shown({ current, profiles }: Config): { readonly items: readonly ShownServer[] } {
  return {
    items: Object.entries(profiles).map(([name, { url, token }]) => ({
      ...{ name, url, hasToken: token !== undefined, current: name === current },
    })),
  };
}

function printPath({ context, output }: Session): Promise<ExitCode> {
  const file = fileOf(context);
  output.answer({ path: file }, () => file);
  return Promise.resolve(EXIT.ok);
}

function fileOf({ env }: CliContext): string {
  const file = configPath(env);
  if (file === undefined)
    throw new OperatorError('there is no home folder for a configuration: set HOME or XDG_CONFIG_HOME');
  return file;
}
