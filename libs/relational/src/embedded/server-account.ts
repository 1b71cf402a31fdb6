import { execFile } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import { promisify } from 'node:util';
import { OperatorError, type Logger } from '@fieldline/platform';

/** The user whom the server runs as. PostgreSQL refuses root, so root runs it as another. */
export interface ServerAccount {
  /** Set where files must be handed to another user than ours. */
  readonly other?: { readonly uid: number; readonly gid: number };
}

const NAME = 'postgres';

/** Our own user; for root whoever has the cluster already, else the user `postgres`, which is made when missing. */
export async function findServerAccount(cluster: string, logger: Logger): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) {
    checkOwnAccount();
    return {};
  }
  return { other: (await readOwner(cluster)) ?? (await readAccount()) ?? (await makeAccount(logger)) };
}

function checkOwnAccount(): void {
  try {
    os.userInfo();
  } catch (cause) {
    throw new OperatorError(
      `user id ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs: add one, or start as a user who has one`,
      { cause },
    );
  }
}

async function readOwner(cluster: string): Promise<{ uid: number; gid: number } | undefined> {
  const owner = await stat(cluster).catch(() => undefined);
  return owner === undefined || owner.uid === 0 ? undefined : { uid: owner.uid, gid: owner.gid };
}

/** Hands a file or folder that we made to the server's user, so that it can also be used without root later. */
export async function handOver(place: string, { other }: ServerAccount): Promise<void> {
  if (other) await chown(place, other.uid, other.gid);
}

async function readAccount(): Promise<{ uid: number; gid: number } | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = lines.find(([name]) => name === NAME);
  return entry && { uid: Number(entry[2]), gid: Number(entry[3]) };
}

async function makeAccount(logger: Logger): Promise<{ uid: number; gid: number }> {
  const args = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/bin/false',
    NAME,
  ];
  let cause: unknown;
  try {
    await promisify(execFile)('useradd', args);
  } catch (error) {
    cause = error;
  }
  const account = await readAccount();
  if (account === undefined) {
    throw new OperatorError(
      `PostgreSQL does not run as root, and the user '${NAME}' could not be made: start as an ordinary user, or add that user`,
      { cause },
    );
  }
  logger.info({ user: NAME }, 'made a system user for PostgreSQL, which does not run as root');
  return account;
}
