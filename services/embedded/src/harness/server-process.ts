import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep, systemClock } from '@fieldline/platform';
import type { RunFacts } from '../start/run-file.js';
import { killTrees, postmasterOf, processTree, signalAll } from './processes.js';

export interface ServerProcessOptions {
  readonly dataFolder: string;
  /** Flags after the data folder; ports are any free ones unless given here. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A program and its arguments that run the server, such as strace. */
  readonly under?: readonly string[];
  /** Runs as another user; for root only. */
  readonly uid?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly tookMs: number;
}

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const FREE_PORTS = ['--port=0', '--ws-port=0', '--http-port=0', '--metrics-port=0'];
const POLL_MS = 20;

/** A real server process, as `npm start` makes it, for the system tests and the crash script. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly dataFolder: string;
  readonly #exited: Promise<Exit>;
  readonly #startedAt = systemClock.monotonic();
  stdout = '';
  stderr = '';

  private constructor(child: ChildProcess, dataFolder: string) {
    this.child = child;
    this.dataFolder = dataFolder;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.#exited = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      tookMs: systemClock.monotonic() - this.#startedAt,
    }));
  }

  /** The process, started and no more. */
  static spawn({ dataFolder, flags = [], env = {}, under = [], uid }: ServerProcessOptions): ServerProcess {
    const [command, ...args] = [...under, process.execPath, MAIN, `--data=${dataFolder}`, ...FREE_PORTS, ...flags];
    const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIELDLINE_')));
    const child = spawn(command as string, args, {
      env: { ...own, NODE_OPTIONS: '', FIELDLINE_LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    return new ServerProcess(child, dataFolder);
  }

  /** Resolves when the server takes readings. Rejects with what it printed when it ends instead. */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    const server = ServerProcess.spawn(options);
    await server.untilUp();
    return server;
  }

  async untilUp(): Promise<RunFacts> {
    for (;;) {
      const facts = await this.#readFacts();
      if (facts !== undefined) return facts;
      if (this.#isGone()) throw new Error(`the server ended early:\n${this.stdout}${this.stderr}`);
      await sleep(systemClock, POLL_MS);
    }
  }

  /** Resolves when PostgreSQL is up too and the writer runs. */
  untilStoring(): Promise<void> {
    return this.untilSaid('first stored');
  }

  /** Resolves when the server printed this on standard output. */
  async untilSaid(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      if (this.#isGone()) throw new Error(`the server ended early:\n${this.stdout}${this.stderr}`);
      await sleep(systemClock, POLL_MS);
    }
  }

  async facts(): Promise<RunFacts> {
    return this.untilUp();
  }

  async mqttUrl(): Promise<string> {
    const { addresses } = await this.facts();
    const mqtt = addresses.find(({ transport }) => transport === 'mqtt');
    if (mqtt === undefined) throw new Error('the server has no MQTT listener');
    return `mqtt://${mqtt.host}:${mqtt.port}`;
  }

  /** Asks the control socket; rejects with the problem document for an answer that is not 2xx. */
  control<T>(method: 'GET' | 'PUT' | 'POST', target: string, body?: unknown): Promise<T> {
    const socketPath = path.relative(process.cwd(), path.join(this.dataFolder, 'control.sock'));
    return new Promise<T>((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const call = request(
        // a connection of its own: one that is kept may be closed by the server at that moment
        { socketPath, method, path: target, agent: false, headers: body === undefined ? {} : headers },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => {
            if ((answer.statusCode ?? 0) < 300) resolve(JSON.parse(text) as T);
            else reject(new Error(`${method} ${target}: ${answer.statusCode} ${text}`));
          });
        },
      );
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Server, PostgreSQL and all their children. */
  async pids(): Promise<readonly number[]> {
    const trees = await Promise.all((await this.#roots()).map(processTree));
    return [...new Set(trees.flat())];
  }

  /** Orderly, as Ctrl-C does. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    const from = systemClock.monotonic();
    if (!this.#isGone()) this.child.kill(signal);
    const exit = await this.#exited;
    return { ...exit, tookMs: systemClock.monotonic() - from };
  }

  exited(): Promise<Exit> {
    return this.#exited;
  }

  /** `process`: the server alone. `group`: with PostgreSQL, all at once. */
  async kill(what: 'process' | 'group'): Promise<void> {
    if (what === 'group') await killTrees(await this.#roots());
    else signalAll([this.child.pid as number], 'SIGKILL');
    await this.#exited;
  }

  async #roots(): Promise<readonly number[]> {
    const postmaster = await postmasterOf(this.dataFolder);
    return [this.child.pid as number, ...(postmaster === undefined ? [] : [postmaster])];
  }

  async #readFacts(): Promise<RunFacts | undefined> {
    const text = await readFile(path.join(this.dataFolder, 'run.json'), 'utf8').catch(() => undefined);
    const facts = text === undefined ? undefined : (JSON.parse(text) as RunFacts);
    if (facts === undefined) return undefined;
    const tree = await processTree(this.child.pid as number);
    return tree.includes(facts.pid) ? facts : undefined;
  }

  #isGone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
