import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BINARY = fileURLToPath(new URL('../bin/fieldline.mjs', import.meta.url));
const MOST_OUTPUT = 64 * 1024 * 1024;

export interface BinaryRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningBinary {
  readonly ended: Promise<BinaryRun>;
  /** What Ctrl-C does. */
  interrupt(): void;
  /** What `kill -9` does; the code is then −1. */
  kill(): void;
}

/** For specs: runs the real command line as a process of its own, without the settings of the shell around. */
export function startBinary(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningBinary {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIELDLINE_')));
  const options = { env: { ...own, NODE_OPTIONS: '', ...env }, maxBuffer: MOST_OUTPUT };
  let signal: (name: NodeJS.Signals) => void = () => undefined;
  const ended = new Promise<BinaryRun>((resolve) => {
    const child = execFile(process.execPath, [BINARY, ...args], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    signal = (name) => void child.kill(name);
  });
  return { ended, interrupt: () => signal('SIGINT'), kill: () => signal('SIGKILL') };
}

export function runBinary(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<BinaryRun> {
  return startBinary(args, env).ended;
}
