import { execFile } from 'node:child_process';
import { open, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { asError, OperatorError } from '@fieldline/platform';
import type { Binaries } from './binaries.js';
import { readClusterVersion, type ClusterFolder } from './cluster-folder.js';
import { operatorErrorOfOutput } from './operator-error-of.js';
import type { ServerAccount } from './server-account.js';
import { serverCommand } from './server-command.js';

export const SUPERUSER = 'fieldline';

/** Makes the cluster where there is none; OperatorError for one of another major version. */
export async function initialiseCluster(
  binaries: Binaries,
  folder: ClusterFolder,
  account: ServerAccount,
): Promise<void> {
  const version = await readClusterVersion(folder);
  if (version === undefined) return makeCluster(binaries, folder, account);
  if (version !== binaries.majorVersion) {
    throw new OperatorError(
      `${folder.cluster} was made by PostgreSQL ${version}, this is PostgreSQL ${binaries.majorVersion}: use the program version that made it, dump it there and restore it here`,
    );
  }
}

async function makeCluster(binaries: Binaries, folder: ClusterFolder, account: ServerAccount): Promise<void> {
  await rm(folder.unfinishedCluster, { recursive: true, force: true });
  const { command, args, uid, gid } = await serverCommand(account, folder.root, binaries.initdb, [
    `--pgdata=${folder.unfinishedCluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${folder.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  try {
    await promisify(execFile)(command, args, {
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    });
  } catch (thrown) {
    const error = asError(thrown) as Error & { readonly stderr?: string };
    throw operatorErrorOfOutput(error.stderr || error.message, folder.root);
  }
  await rename(folder.unfinishedCluster, folder.cluster);
  await syncFolder(folder.root);
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}
