import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ROOT } from './workspace.mjs';

const GRACE_MS = 5_000;

describe('npm start', () => {
  let data;
  let npm;

  beforeEach(() => {
    data = mkdtempSync(path.join(tmpdir(), 'fieldline-start-'));
  });

  afterEach(() => {
    for (const { pid } of processesOf(data)) process.kill(pid, 'SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });

  /** Resolves when the server says that it runs. */
  async function start() {
    const ports = ['--port', '--ws-port', '--http-port', '--metrics-port'].flatMap((flag) => [flag, '0']);
    // The settings of whoever runs the tests are not this server's.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIELDLINE_')));
    // A process group of its own, as a terminal gives it.
    npm = spawn('npm', ['start', '-s', '--', '--data', data, ...ports], { cwd: ROOT, env, detached: true });
    let said = '';
    await new Promise((resolve, reject) => {
      npm.once('exit', () => reject(new Error(`npm start ended: ${said}`)));
      for (const stream of [npm.stdout, npm.stderr]) {
        stream.on('data', (chunk) => {
          said += chunk;
          if (said.includes('first stored possible')) resolve();
        });
      }
    });
  }

  async function goneWithinGrace() {
    const end = Date.now() + GRACE_MS;
    while (Date.now() < end && processesOf(data).length > 0) await sleep(50);
    return processesOf(data);
  }

  it('stops on Ctrl-C and leaves no process', async () => {
    await start();
    process.kill(-npm.pid, 'SIGINT');
    expect(await goneWithinGrace()).toEqual([]);
  });

  it('stops when npm alone is told to end, and leaves no process', async () => {
    await start();
    npm.kill('SIGTERM');
    expect(await goneWithinGrace()).toEqual([]);
  });
});

/** Every process that names the folder in its command line. */
function processesOf(folder) {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes(folder))
    .map((line) => ({ pid: Number.parseInt(line, 10), args: line.trim() }));
}
