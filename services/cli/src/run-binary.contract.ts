import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BINARY = fileURLToPath(new URL('../bin/fieldline.mjs', import.meta.url));
const MOST_OUTPUT = 64 * 1024 * 1024;

export interface BinaryRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** For specs: runs the real command line as a process of its own, without the settings of the shell around. */
export function runBinary(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<BinaryRun> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIELDLINE_')));
  const options = { env: { ...own, NODE_OPTIONS: '', ...env }, maxBuffer: MOST_OUTPUT };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BINARY, ...args], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
