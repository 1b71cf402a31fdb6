import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep, systemClock } from '@fieldline/platform';

export interface Ran {
  readonly code: number;
  readonly lines: readonly string[];
}

const BINARIES = fileURLToPath(new URL('../../../../node_modules/.bin', import.meta.url));
const POLL_MS = 20;
/** Before and behind the exit code. */
const MARK = '<<fieldline-document>>';
/** `npx` would look the program up at the registry's; here it stands in PATH already. */
const PREPARE = 'exec 2>&1\nnpx() { "$@"; }\n';

/** One bash for all commands of a document, so that what one exports the next one sees. */
export class DocShell {
  readonly #bash: ChildProcess;
  #output = '';

  constructor(folder: string) {
    const own = Object.entries(process.env).filter(([name]) => !/^(FIELDLINE_|NODE_OPTIONS$|OTEL_)/.test(name));
    const env = {
      ...Object.fromEntries(own),
      HOME: folder,
      PATH: `${BINARIES}${path.delimiter}${process.env['PATH']}`,
    };
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    this.#bash = spawn('bash', ['--noprofile', '--norc'], { cwd: folder, env, stdio: [...stdio], detached: true });
    this.#bash.stdout?.setEncoding('utf8').on('data', (part: string) => (this.#output += part));
    this.#bash.stdin?.write(PREPARE);
  }

  /** Rejects when the shell itself ends. */
  async run(command: string): Promise<Ran> {
    this.#output = '';
    this.#bash.stdin?.write(`{ ${command}\n} </dev/null\nprintf '${MARK}%s${MARK}' $?\n`);
    for (;;) {
      const [printed = '', code, end] = this.#output.split(MARK);
      if (code !== undefined && end !== undefined) return { code: Number(code), lines: printed.split('\n') };
      if (this.#bash.exitCode !== null) throw new Error(`the shell ended: ${this.#output}`);
      await sleep(systemClock, POLL_MS);
    }
  }

  /** With all that it started. */
  close(): void {
    if (this.#bash.pid !== undefined && this.#bash.exitCode === null) process.kill(-this.#bash.pid, 'SIGKILL');
  }
}
