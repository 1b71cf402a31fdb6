import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { MODULES, ROOT, runOrExplain, writeStamp } from './workspace.mjs';

const STAMP = path.join(MODULES, '.fieldline', 'built');
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist']);
const TESTS = /\.(spec|contract)\.ts$/;
const BUILD_INPUT = /\.ts$|^(package|tsconfig(\.\w+)?)\.json$/;

/** Whether nothing that the compiler reads has changed since the last build, and its output is there. */
export function isBuilt() {
  const { digest, packages } = inputs();
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== digest) return false;
  return packages.every((folder) => existsSync(path.join(folder, 'dist', 'tsconfig.tsbuildinfo')));
}

export function build() {
  const { digest } = inputs();
  runOrExplain('the build (tsc -b)', process.execPath, [path.join(MODULES, 'typescript', 'bin', 'tsc'), '-b']);
  writeStamp(STAMP, digest);
}

function inputs() {
  const hash = createHash('sha256');
  const packages = [];
  const note = (file) => {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${path.relative(ROOT, file)} ${mtimeMs} ${size}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) walk(full);
      if (!entry.isFile() || !BUILD_INPUT.test(entry.name) || TESTS.test(entry.name)) continue;
      if (entry.name === 'tsconfig.json') packages.push(folder);
      note(full);
    }
  };
  for (const folder of ['libs', 'services']) walk(path.join(ROOT, folder));
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']) note(path.join(ROOT, file));
  return { digest: hash.digest('hex'), packages };
}
