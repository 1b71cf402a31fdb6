import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '@fieldline/platform';
import { operatorErrorOf } from './operator-error-of.js';
import { handOver, type ServerAccount } from './server-account.js';

/** Everything of one embedded server lies here. */
export interface ClusterFolder {
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** A cluster in the making; it is renamed when complete, so that a cut-off start leaves none half made. */
  readonly unfinishedCluster: string;
  readonly passwordFile: string;
  readonly portFile: string;
  readonly ownerFile: string;
  readonly logFile: string;
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** Makes the folder with its permissions, and the password when there is none. */
export async function openClusterFolder(folder: ClusterFolder, account: ServerAccount): Promise<void> {
  try {
    await mkdir(folder.root, { recursive: true, mode: PRIVATE_FOLDER });
    await chmod(folder.root, PRIVATE_FOLDER);
    await handOver(folder.root, account);
    await makePassword(folder, account);
  } catch (error) {
    throw operatorErrorOf(error, folder.root);
  }
}

export function clusterFolder(given: string): ClusterFolder {
  const root = path.resolve(given);
  return {
    root,
    cluster: path.join(root, 'cluster'),
    unfinishedCluster: path.join(root, 'cluster.unfinished'),
    passwordFile: path.join(root, 'password'),
    portFile: path.join(root, 'port'),
    ownerFile: path.join(root, 'owner'),
    logFile: path.join(root, 'postgres.log'),
  };
}

async function makePassword(folder: ClusterFolder, account: ServerAccount): Promise<void> {
  try {
    await writeFile(folder.passwordFile, randomBytes(24).toString('hex'), {
      flag: 'wx',
      mode: PRIVATE_FILE,
      flush: true,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await handOver(folder.passwordFile, account);
}

export async function readPassword(folder: ClusterFolder): Promise<string> {
  const password = (await readFile(folder.passwordFile, 'utf8')).trim();
  if (password === '') throw new OperatorError(`${folder.passwordFile} is empty: restore it from a backup`);
  return password;
}

/** The cluster's major version, or undefined where there is no cluster yet. */
export async function readClusterVersion(folder: ClusterFolder): Promise<string | undefined> {
  try {
    return (await readFile(path.join(folder.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw operatorErrorOf(error, folder.cluster);
  }
}

export async function readRememberedPort(folder: ClusterFolder): Promise<number | undefined> {
  const text = await readFile(folder.portFile, 'utf8').catch(() => '');
  const port = Number(text.trim());
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

export async function rememberPort(folder: ClusterFolder, port: number, account: ServerAccount): Promise<void> {
  await writeFile(folder.portFile, `${port}\n`, { mode: PRIVATE_FILE });
  await handOver(folder.portFile, account);
}
