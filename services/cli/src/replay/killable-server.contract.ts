import { sleep, systemClock } from '@fieldline/platform';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalServer } from '../control/local-server.js';
import { untilStoring } from '../control/until-storing.js';

const SERVER = fileURLToPath(new URL('../../../embedded/dist/main.js', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const PORTS = ['port', 'ws-port', 'http-port', 'metrics-port'];

/** For specs: a server on a throw-away folder that comes back on the same ports after it was killed with its database. */
export class KillableServer {
  readonly dataFolder: string;
  readonly api: LocalServer;
  readonly #flags: readonly string[];
  #child: ChildProcess;

  private constructor(dataFolder: string, flags: readonly string[]) {
    this.dataFolder = dataFolder;
    this.api = new LocalServer(dataFolder);
    this.#flags = flags;
    this.#child = this.#spawn();
  }

  static async start(): Promise<KillableServer> {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'fieldline-killable-'));
    const ports = await freePorts(PORTS.length);
    const flags = PORTS.map((name, index) => `--${name}=${ports[index]}`);
    const server = new KillableServer(dataFolder, flags);
    await server.#untilReady();
    return server;
  }

  /** Server and PostgreSQL with all their processes, at one moment. */
  async kill(): Promise<void> {
    const postmaster = await readFile(path.join(this.dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8');
    const exit = once(this.#child, 'exit');
    await killTrees([this.#child.pid as number, Number(postmaster.split('\n')[0])]);
    await exit;
  }

  async restart(): Promise<void> {
    this.#child = this.#spawn();
    await this.#untilReady();
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exit;
    }
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }

  #spawn(): ChildProcess {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIELDLINE_')));
    const args = [SERVER, `--data=${this.dataFolder}`, ...this.#flags];
    return spawn(process.execPath, args, { env: { ...env, NODE_OPTIONS: '' }, stdio: 'ignore', detached: true });
  }

  async #untilReady(): Promise<void> {
    const ended = new AbortController();
    this.#child.once('exit', () => ended.abort());
    await untilStoring(this.api, { clock: systemClock, signal: ended.signal, timeoutMs: START_TIMEOUT_MS });
  }
}

/** Each process is stopped before its children are listed, so that none is born unseen. */
async function killTrees(roots: readonly number[]): Promise<void> {
  const stopped = new Set<number>();
  for (;;) {
    const parents = await parentsOfAll();
    const isOurs = (pid: number): boolean => roots.includes(pid) || stopped.has(parents.get(pid) ?? 0);
    const fresh = [...parents.keys()].filter((pid) => !stopped.has(pid) && isOurs(pid));
    if (fresh.length === 0) break;
    for (const pid of fresh) {
      signal(pid, 'SIGSTOP');
      stopped.add(pid);
    }
  }
  for (const pid of stopped) signal(pid, 'SIGKILL');
}

async function parentsOfAll(): Promise<ReadonlyMap<number, number>> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    const text = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '') : '';
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined && state !== 'Z') parents.set(Number(entry), Number(parent));
  }
  return parents;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** They were free a moment ago. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Resolves once `holds`; fails loudly rather than waiting for ever. */
export async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const deadline = systemClock.monotonic() + timeoutMs;
  while (!(await holds())) {
    if (systemClock.monotonic() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await sleep(systemClock, 20);
  }
}
