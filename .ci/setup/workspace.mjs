import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const MODULES = path.join(ROOT, 'node_modules');

/** A problem of the machine or of the tree that a person can mend; its message says all in one line. */
export class SetupError extends Error {
  name = 'SetupError';
}

const MACHINE_PROBLEMS = {
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

/** The error in one line where it is the machine's; otherwise the error itself. */
export function explained(error, folder) {
  const problem = MACHINE_PROBLEMS[error.code];
  return problem === undefined ? error : new SetupError(`cannot write to ${folder}: ${problem} (${error.code})`);
}

export function writeStamp(file, text) {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw explained(error, path.dirname(file));
  }
}

const SHOWN_LINES = 20;

function shortened(text) {
  return text.split('\n').slice(0, SHOWN_LINES).join('\n');
}

/** Runs a program to its end; throws a {@link SetupError} with the beginning of what it said, unless it succeeds. */
export function runOrExplain(what, command, args) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim();
  // npm says `code ENOSPC`, the compiler `Could not write file …: ENOSPC: …`.
  const code = Object.keys(MACHINE_PROBLEMS).find((name) => new RegExp(`(code |: )${name}\\b`).test(said));
  if (code !== undefined) throw explained({ code }, ROOT);
  if (signal !== null && error === undefined) throw new SetupError(`${what} was stopped by ${signal}`);
  throw new SetupError(`${what} failed\n${error === undefined ? shortened(said) : error.message}`);
}
