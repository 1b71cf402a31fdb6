import { asError, OperatorError, sleep, type Clock } from '@fieldline/platform';
import { spawn, type ChildProcess } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalServer } from '../control/local-server.js';
import { untilStoring } from '../control/until-storing.js';

const SERVER = fileURLToPath(new URL('../../../embedded/dist/main.js', import.meta.url));
const WORKSPACE = new URL('../../../../package.json', import.meta.url);
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** A server on a throw-away folder and free ports, gone without trace after {@link BenchServer.stop}. */
export class BenchServer {
  readonly dataFolder: string;
  readonly #child: ChildProcess;
  readonly #clock: Clock;
  readonly #ended: Promise<void>;

  private constructor(dataFolder: string, child: ChildProcess, clock: Clock) {
    this.dataFolder = dataFolder;
    this.#child = child;
    this.#clock = clock;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Resolves when devices may connect and the database stores. Rejects with what the server said when it does not start. */
  static async start(clock: Clock, env: Readonly<Record<string, string | undefined>>): Promise<BenchServer> {
    await access(SERVER).catch((cause: unknown) => {
      throw new OperatorError('the server is not built: run `npm run build`', { cause });
    });
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'fieldline-bench-'));
    const flags = ['--port=0', '--ws-port=0', '--http-port=0', '--metrics-port=0', `--data=${dataFolder}`];
    // A terminal's Ctrl-C is for the bench; it stops the server itself, in order.
    const child = spawn(process.execPath, [...(await startFlags()), SERVER, ...flags], {
      env: withoutSettings(env),
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.length < 20 && said.push(text)));
    const server = new BenchServer(dataFolder, child, clock);
    try {
      await server.#untilReady();
    } catch (error) {
      const why = child.exitCode === null ? asError(error).message : said.join('').trim();
      await server.stop();
      throw new OperatorError(`the server did not start: ${why}`, { cause: error });
    }
    return server;
  }

  /** Ends the process at once, as a crash would; its folder stays until {@link stop}. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      const waiting = new AbortController();
      void this.#ended.then(() => waiting.abort());
      await sleep(this.#clock, STOP_TIMEOUT_MS, waiting.signal);
      if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    }
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #untilReady(): Promise<void> {
    const api = new LocalServer(this.dataFolder);
    const ended = new AbortController();
    void this.#ended.then(() => ended.abort());
    await untilStoring(api, { clock: this.#clock, signal: ended.signal, timeoutMs: START_TIMEOUT_MS });
  }
}

/** Node's own flags of `npm start`, so that the bench measures what people run. */
async function startFlags(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(WORKSPACE, 'utf8')) as { readonly scripts: { readonly start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** The bench's server has its defaults, whatever the shell around says. */
function withoutSettings(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FIELDLINE_')));
}

export interface ProcessUse {
  /** Processor time since its start, s. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

/** Ticks a second of /proc; 100 on every Linux. */
const TICKS = 100;

/** From /proc; OperatorError where there is none. */
export async function processUse(pid: number): Promise<ProcessUse> {
  let texts: readonly [string, string];
  try {
    texts = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/status`, 'utf8')]);
  } catch (cause) {
    throw new OperatorError(`process ${pid} cannot be measured: the bench needs Linux's /proc and a server that runs`, {
      cause,
    });
  }
  const [stat, status] = texts;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS, rssMb: rssKb / 1024 };
}
