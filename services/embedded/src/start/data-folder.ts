import { chmod, mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '@fieldline/platform';

/** Where everything of one installation lies; all paths are absolute. */
export interface DataFolder {
  readonly path: string;
  readonly journal: string;
  readonly postgres: string;
  readonly serverKeyFile: string;
  readonly controlSocket: string;
  readonly ingestionSocket: string;
  readonly runFile: string;
  readonly demoFile: string;
  readonly lanFile: string;
}

/** Below this a start would only run into the journal's own low-water mark; a new PostgreSQL cluster takes 40 MB alone. */
export const LEAST_FREE_BYTES = 256 * 1024 * 1024;

export interface DataFolderOptions {
  /** Free bytes of the file system that holds a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Makes the folder where it is missing and proves that it can be written. Rejects with an OperatorError. */
export async function openDataFolder(location: string, options: DataFolderOptions = {}): Promise<DataFolder> {
  const folder = path.resolve(location);
  try {
    await makePrivate(folder);
    await proveWritable(folder);
  } catch (cause) {
    throw new OperatorError(`the data folder ${folder} cannot be used: ${reason(cause)}`, { cause });
  }
  const free = await (options.freeBytes ?? freeBytesOf)(folder);
  if (free < LEAST_FREE_BYTES) throw new OperatorError(lowDisk(folder, free));
  return {
    path: folder,
    journal: path.join(folder, 'journal'),
    postgres: path.join(folder, 'postgres'),
    serverKeyFile: path.join(folder, 'server.key'),
    controlSocket: path.join(folder, 'control.sock'),
    ingestionSocket: path.join(folder, 'ingestion.sock'),
    runFile: path.join(folder, 'run.json'),
    demoFile: path.join(folder, 'demo.json'),
    lanFile: path.join(folder, 'lan.json'),
  };
}

async function makePrivate(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  // Under root PostgreSQL runs as a user of its own, which has to pass through.
  if (made !== undefined) await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

async function proveWritable(folder: string): Promise<void> {
  const probe = path.join(folder, `.probe-${process.pid}`);
  const handle = await open(probe, 'w', 0o600);
  try {
    await handle.writeFile('fieldline');
    await handle.sync();
  } finally {
    await handle.close();
    await rm(probe, { force: true });
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function lowDisk(folder: string, free: number): string {
  const mb = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
  return `the disk of the data folder ${folder} has ${mb(free)} MB left; ${mb(LEAST_FREE_BYTES)} MB are needed to start`;
}

function reason(cause: unknown): string {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission to write there; choose another with --data or change its owner';
    case 'EROFS':
      return 'its file system is read-only; choose another with --data';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file is in its way; choose another with --data';
    default:
      return (cause as Error).message;
  }
}
