import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sleep, systemClock } from '@fieldline/platform';
import type { LoadOptions, LoadTarget } from './load-device.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/load.mjs', import.meta.url));
const POLL_MS = 10;

export interface LoadResult {
  readonly published: number;
  readonly acknowledged: number;
}

/** The load generator in a process of its own, which no kill of the server reaches. */
export class LoadProcess {
  readonly #child: ChildProcess;
  readonly #options: LoadOptions;
  readonly #exited: Promise<number | null>;
  #output = '';

  constructor(targets: readonly LoadTarget[], options: LoadOptions) {
    this.#options = options;
    this.#child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#child.stdin?.write(`${JSON.stringify({ targets, options })}\n`);
    this.#exited = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves at the next acknowledgement. */
  async nextAcknowledged(): Promise<void> {
    const before = await this.#recorded();
    while ((await this.#recorded()) === before) {
      if (this.#child.exitCode !== null) throw new Error('the load generator ended early');
      await sleep(systemClock, POLL_MS);
    }
  }

  /** Publishes no more; resolves when the last acknowledgement came, rejects when one never does. */
  async settle(): Promise<LoadResult> {
    this.#child.stdin?.end();
    const code = await this.#exited;
    if (code !== 0) throw new Error(`publishes stayed without acknowledgement: ${this.#output}`);
    return JSON.parse(this.#output) as LoadResult;
  }

  async abandon(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async #recorded(): Promise<number> {
    return (await stat(this.#options.ackedFile)).size;
  }
}
