import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MODULES, ROOT } from './workspace.mjs';

const NODE_FLAGS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

/** Runs Jest and ends with one line of sums on standard output. Resolves with the exit code. */
export async function runTests(args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'fieldline-tests-'));
  const file = process.env['FIELDLINE_TEST_SUMMARY'] ?? path.join(folder, 'summary.json');
  try {
    const code = await jest(args, file);
    const { passed, failed, skipped } = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { passed: 0, failed: 1, skipped: 0 };
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    return code === 0 && failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function jest(args, summaryFile) {
  const child = spawn(process.execPath, [path.join(MODULES, 'jest', 'bin', 'jest.js'), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${NODE_FLAGS}`.trim(),
      FIELDLINE_TEST_SUMMARY: summaryFile,
    },
  });
  // Jest cleans up by itself; this process must still be there to print what became of it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
