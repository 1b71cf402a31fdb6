import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { MODULES, ROOT, runOrExplain, writeStamp } from './workspace.mjs';

const STAMP = path.join(MODULES, '.fieldline', 'built');
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist']);
const TESTS = /\.(spec|contract)\.ts$/;
const BUILD_INPUT = /\.(tsx?|css|html|svg)$|^(package|tsconfig(\.\w+)?)\.json$/;
/** Vite builds what has this; the compiler everything else that has a `tsconfig.json`. */
const PAGES = 'vite.config.ts';

/** Whether nothing that compiler and Vite read has changed since the last build, and their output is there. */
export function isBuilt() {
  const { digest, packages, pages } = inputs();
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== digest) return false;
  const there = (folders, file) => folders.every((folder) => existsSync(path.join(folder, 'dist', file)));
  return there(packages, 'tsconfig.tsbuildinfo') && there(pages, 'index.html');
}

export function build() {
  const { digest, pages } = inputs();
  runOrExplain('the build (tsc -b)', process.execPath, [path.join(MODULES, 'typescript', 'bin', 'tsc'), '-b']);
  for (const folder of pages) {
    const vite = path.join(path.dirname(createRequire(path.join(folder, PAGES)).resolve('vite/package.json')), 'bin');
    runOrExplain(`the build (vite build ${path.relative(ROOT, folder)})`, process.execPath, [
      path.join(vite, 'vite.js'),
      'build',
      folder,
    ]);
  }
  writeStamp(STAMP, digest);
}

function inputs() {
  const hash = createHash('sha256');
  const packages = [];
  const pages = [];
  const note = (file) => {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${path.relative(ROOT, file)} ${mtimeMs} ${size}\n`);
  };
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true });
    const has = (name) => entries.some((entry) => entry.name === name);
    if (has(PAGES)) pages.push(folder);
    else if (has('tsconfig.json')) packages.push(folder);
    for (const entry of entries) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) walk(full);
      if (!entry.isFile() || !BUILD_INPUT.test(entry.name) || TESTS.test(entry.name)) continue;
      note(full);
    }
  };
  for (const folder of ['libs', 'services']) walk(path.join(ROOT, folder));
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']) note(path.join(ROOT, file));
  return { digest: hash.digest('hex'), packages, pages };
}
