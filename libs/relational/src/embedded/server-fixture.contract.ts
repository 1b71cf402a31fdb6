import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
import { isRunning } from './process-identity.js';

/** Runs the sources as they are in a child process. */
const LOADER = new URL('../../../messaging/embedded/spec/typescript.mjs', import.meta.url).href;
const PARENT = new URL('../../spec/server-parent.mjs', import.meta.url).pathname;

/** A folder for one test file, with what must be ended and removed after it. */
export class ServerFixture {
  readonly #servers: EmbeddedPostgres[] = [];
  readonly #children: ChildProcess[] = [];
  readonly #folders: string[] = [];

  async newFolder(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    this.#folders.push(folder);
    return path.join(folder, 'postgres');
  }

  async start(folder: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
    const logger = createLogger('test', 'silent');
    const server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger, ...options });
    this.#servers.push(server);
    return server;
  }

  /** A server whose parent is a process of its own. */
  async startInChild(
    folder: string,
  ): Promise<{ readonly parent: ChildProcess; readonly pid: number; readonly url: string }> {
    const parent = this.#spawn(folder);
    const [line] = (await once(parent.stdout as NonNullable<typeof parent.stdout>, 'data')) as [Buffer];
    const { pid, url } = JSON.parse(line.toString()) as { readonly pid: number; readonly url: string };
    return { parent, pid, url };
  }

  /** A server whose parent calls process.exit without having stopped it; resolves with its pid when the parent is gone. */
  async startAndLeave(folder: string): Promise<number> {
    const parent = this.#spawn(folder, 'leave');
    const exited = once(parent, 'exit');
    const [line] = (await once(parent.stdout as NonNullable<typeof parent.stdout>, 'data')) as [Buffer];
    await exited;
    return (JSON.parse(line.toString()) as { readonly pid: number }).pid;
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.#servers.map((server) => server.stop()));
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true })));
  }

  #spawn(...args: readonly string[]): ChildProcess {
    const options = ['--conditions=@fieldline/source', '--import', LOADER, PARENT];
    const child = spawn(process.execPath, [...options, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.#children.push(child);
    return child;
  }
}

/** Resolves when the process is gone. */
export async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}
