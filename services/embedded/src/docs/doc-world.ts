import { API_PREFIX } from '@fieldline/contracts';
import { sleep, systemClock } from '@fieldline/platform';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServerProcess } from '../harness/server-process.js';
import type { ShownCommand } from './console-blocks.js';
import { DocShell, type Ran } from './doc-shell.js';
import { firstMismatch } from './loose-match.js';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
/** Only asks, so it may be asked again until what was sent before has been stored. */
const ASKS =
  /^(\w+=\S+ )*(npx fieldline (series|latest|ledger|receipts|status|overview|connections|[\w-]+ (list|show|reasons|versions))|curl (?!.*( -X| -d|--data| -T)))/;
const OF_API = /^(\w+=\S+ )*npx fieldline (?!replay |simulate|audit|doctor|bench|completion|export|config|series)/;
const STARTS = /^((?:\w+=\S+ )*)npm start(?: -- (.*))?$/;
const PATIENCE_MS = 45_000;
const POLL_MS = 250;

/** A server on a scratch folder, and what stands for the keys, ids and addresses that documents show. */
export class DocWorld {
  #welcome = '';
  #server: ServerProcess | undefined;

  private constructor(readonly folder: string) {}

  static async open(): Promise<DocWorld> {
    const world = new DocWorld(await mkdtemp(path.join(tmpdir(), 'fieldline-docs-')));
    await symlink(MODULES, path.join(world.folder, 'node_modules'));
    await world.serverIs('running');
    return world;
  }

  shell(): DocShell {
    return new DocShell(this.folder);
  }

  async serverIs(state: 'running' | 'stopped'): Promise<void> {
    if ((this.#server === undefined) === (state === 'stopped')) return;
    if (state === 'stopped') {
      await this.#server?.stop();
      this.#server = undefined;
      return;
    }
    const dataFolder = path.join(this.folder, 'data');
    this.#server = await ServerProcess.start({ dataFolder, env: { FIELDLINE_TIME_ZONE: 'Europe/Berlin' } });
    await this.#server.untilStoring();
    if (this.#welcome !== '') return;
    await this.#server.untilSaid('--demo');
    // Where the folder is not ./data the banner names it.
    this.#welcome = this.#server.stdout.replaceAll(` --data ${dataFolder}`, '');
  }

  /** What a command does, and the shown line that it did not print, if there is one. */
  async run(shell: DocShell, { command, output }: ShownCommand, exits: number): Promise<Ran & { missing?: string }> {
    const shown = (await this.#filled(output.join('\n'))).split('\n');
    const start = STARTS.exec(command);
    if (start !== null) return await this.#start(start[1] ?? '', start[2] ?? '', shown);
    const filled = asOnTerminal(await this.#filled(command));
    const until = systemClock.monotonic() + (ASKS.test(command) ? PATIENCE_MS : 0);
    for (;;) {
      const ran = await shell.run(filled);
      const missing = output.length === 0 ? undefined : firstMismatch(shown, ran.lines);
      if (missing === undefined && ran.code === exits) return ran;
      if (systemClock.monotonic() > until) return missing === undefined ? ran : { ...ran, missing };
      await sleep(systemClock, POLL_MS);
    }
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    await rm(this.folder, { recursive: true });
  }

  /** `npm start` alone is the server that runs already; with flags one of its own, on a new folder. */
  async #start(variables: string, flags: string, shown: readonly string[]): Promise<Ran & { missing?: string }> {
    if (variables === '' && flags === '') return this.#judged(this.#welcome, shown);
    const dataFolder = await mkdtemp(path.join(this.folder, 'started-'));
    const set = variables
      .replaceAll('$PWD', this.folder)
      .trim()
      .split(' ')
      .filter((one) => one !== '');
    const env = Object.fromEntries(set.map((one) => one.split('=') as [string, string]));
    const ports = /^--(data|(\w+-)?port)(=| )\S+/;
    const ownFlags = flags.split(/ (?=--)/).filter((flag) => flag !== '' && !ports.test(flag));
    const server = await ServerProcess.start({ dataFolder, flags: ownFlags, env });
    const until = systemClock.monotonic() + 2 * PATIENCE_MS;
    while (firstMismatch(shown, server.stdout.split('\n')) !== undefined && systemClock.monotonic() < until) {
      await sleep(systemClock, POLL_MS);
    }
    await server.stop();
    return this.#judged(server.stdout, shown);
  }

  #judged(stdout: string, shown: readonly string[]): Ran & { missing?: string } {
    const lines = stdout.split('\n');
    const missing = firstMismatch(shown, lines);
    return { code: 0, lines, ...(missing === undefined ? {} : { missing }) };
  }

  async #filled(text: string): Promise<string> {
    let filled = text.replaceAll('/home/you/fieldline', this.folder);
    for (const [placeholder, value] of Object.entries(this.#placeholders())) {
      if (filled.includes(placeholder)) filled = filled.replaceAll(placeholder, await value());
    }
    return filled;
  }

  /** What a document writes → what a reader of it would have in its place. */
  #placeholders(): Readonly<Record<string, () => string | Promise<string>>> {
    const server = this.#server;
    const welcome = (pattern: RegExp) => pattern.exec(this.#welcome)?.[1] ?? `nothing like ${pattern}`;
    if (server === undefined) return {};
    const http = async () => `127.0.0.1:${(await server.facts()).http.port}`;
    const token = { name: 'documents', scope: 'admin' };
    return {
      '127.0.0.1:8080': http,
      '127.0.0.1:9464': async () => `127.0.0.1:${(await server.facts()).metrics.port}`,
      '127.0.0.1:1883': async () => new URL(await server.mqttUrl()).host,
      '-p 1883': async () => `-p ${new URL(await server.mqttUrl()).port}`,
      'YOUR-AIR-KEY': () => welcome(/^ {2}air-station +(\S+)$/m),
      'YOUR-KEY': () => welcome(/^ {2}battery-pack +(\S+)$/m),
      'YOUR-PASSWORD': () => welcome(/^ {2}password +(\S+)$/m),
      'YOUR-TOKEN': async () => (await server.control<{ token: string }>('POST', `${API_PREFIX}/tokens`, token)).token,
      'YOUR-LETTER': () => this.#newestLetter(server),
      'YOUR-SITE': async () => await firstId(server, '/sites?name=Home'),
    };
  }

  async #newestLetter(server: ServerProcess): Promise<string> {
    const until = systemClock.monotonic() + PATIENCE_MS;
    for (;;) {
      const letter = await firstId(server, '/dead-letters?replayed=false&limit=1').catch(() => undefined);
      if (letter !== undefined) return letter;
      if (systemClock.monotonic() > until) throw new Error('there is no dead letter');
      await sleep(systemClock, POLL_MS);
    }
  }
}

/** A command of the API that answers tables on a terminal answers JSON in a pipe, and here is a pipe. */
function asOnTerminal(command: string): string {
  return OF_API.test(command) && !/ \| | > |--json/.test(command) ? `${command} --no-json` : command;
}

async function firstId(server: ServerProcess, target: string): Promise<string> {
  const { items } = await server.control<{ items: readonly { id: string }[] }>('GET', `${API_PREFIX}${target}`);
  const [first] = items;
  if (first === undefined) throw new Error(`nothing at ${target}`);
  return first.id;
}
