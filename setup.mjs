/**
 * `node setup.mjs start|test|build [arguments]`: does whatever set-up is missing (packages, build), then the task.
 * This file keeps to syntax and modules that any Node since 12 reads, so that an old one gets a sentence, not a stack.
 */
import { realpathSync } from 'fs';
import path from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const SELF = fileURLToPath(import.meta.url);
const MAIN = path.join(path.dirname(SELF), 'services', 'embedded', 'dist', 'main.js');

/** One line when this Node is too old, else undefined. */
export function nodeVersionProblem(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return undefined;
  return 'Fieldline needs Node 20.19 or newer, this is ' + version + '. Install a newer one from https://nodejs.org.';
}

/** Installs packages and builds where that is missing; tells what it does on standard error. Rejects with a one-line message. */
export async function ensureReady() {
  const ready = await import('./.ci/setup/ready.mjs');
  return ready.ensureReady();
}

/** Under `npm start` a shell stands between npm and this process; it dies of a SIGTERM and does not pass it on. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A second signal means haste to the server, so there is none once it got one.
    process.once(signal, () => {
      clearInterval(watch);
      if (process.listenerCount(signal) === 0) process.exit(1);
    });
  }
}

async function start(args) {
  await ensureReady();
  // From here on the server counts how long its start takes; a first start also installs and builds.
  performance.mark('fieldline-set-up');
  stopWithNpm();
  // In this process, so that a signal reaches the server itself and nothing can outlive it.
  process.argv = [process.argv[0], MAIN].concat(args);
  await import(pathToFileURL(MAIN).href);
}

async function test(args) {
  await ensureReady();
  const tests = await import('./.ci/setup/run-tests.mjs');
  process.exitCode = await tests.runTests(args);
}

const TASKS = { start, test, build: ensureReady };

function fail(message) {
  process.stderr.write('fieldline: ' + message + '\n');
  process.exit(1);
}

function run(name, args) {
  const problem = nodeVersionProblem(process.version);
  if (problem) fail(problem);
  const task = Object.prototype.hasOwnProperty.call(TASKS, name) ? TASKS[name] : undefined;
  if (!task) fail('usage: node setup.mjs start|test|build [arguments]');
  task(args).catch((error) => fail(error.name === 'SetupError' ? error.message : error.stack));
}

if (process.argv[1] && realpathSync(process.argv[1]) === SELF) run(process.argv[2], process.argv.slice(3));
