import { systemClock, systemRandom } from '@fieldline/platform';
import { createInterface } from 'node:readline/promises';
import { runFieldline } from './program.js';
import { EXIT } from './shell/exit-codes.js';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // The second Ctrl-C does not wait for what the first one began.
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
});
process.on('SIGTERM', () => interrupt.abort());
// A reader such as `head` that closed the pipe has all it wanted.
process.stdout.on('error', () => process.exit(EXIT.ok));

// Only where a person reads the question and can type.
const asks = process.stdin.isTTY && process.stderr.isTTY;

process.exitCode = await runFieldline(process.argv.slice(2), {
  clock: systemClock,
  random: systemRandom,
  env: process.env,
  folder: process.cwd(),
  out: process.stdout,
  err: process.stderr,
  ...(asks ? { ask: askOnTerminal } : {}),
  signal: interrupt.signal,
});

async function askOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: interrupt.signal });
  } finally {
    lines.close();
  }
}
