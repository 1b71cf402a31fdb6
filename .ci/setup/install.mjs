import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MODULES, ROOT, runOrExplain, writeStamp } from './workspace.mjs';

const LOCK_FILE = path.join(ROOT, 'package-lock.json');
/** npm's own list of what it put into node_modules; written last. */
const INSTALLED = path.join(MODULES, '.package-lock.json');
const STAMP = path.join(MODULES, '.fieldline', 'installed');

export function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  const lockText = readFileSync(LOCK_FILE, 'utf8');
  const digest = createHash('sha256').update(lockText).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return true;
  if (!hasAllOf(JSON.parse(lockText), JSON.parse(readFileSync(INSTALLED, 'utf8')))) return false;
  writeStamp(STAMP, digest);
  return true;
}

/** Whether someone has installed by hand just what the lock file asks for. */
function hasAllOf(lock, installed) {
  return Object.entries(lock.packages).every(([place, { version, optional }]) => {
    const present = place === '' ? {} : installed.packages[place];
    return present === undefined ? optional === true : place === '' || present.version === version;
  });
}

export function install() {
  writeStamp(STAMP, '');
  const npm = process.env['npm_execpath'];
  // `--include=dev`: the build needs the compiler even where NODE_ENV is `production`.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm?.endsWith('.js')) runOrExplain('npm ci', process.execPath, [npm, ...args]);
  else runOrExplain('npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  writeStamp(STAMP, createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex'));
}
