import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '@fieldline/platform';
import type { ServerAccount } from './server-account.js';

/** How to start a program as the server's user. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Root may keep the project or the data where no other user may enter (such as /root): then the server gets the one
 * capability to search folders, through util-linux's setpriv, instead of folders being opened to everybody.
 */
export async function serverCommand(
  account: ServerAccount,
  folder: string,
  program: string,
  args: readonly string[],
): Promise<ServerCommand> {
  const { other } = account;
  if (other === undefined) return { command: program, args };
  const reachable = await Promise.all([program, folder].map((place) => canReach(other, place)));
  if (!reachable.includes(false)) return { command: program, args, ...other };
  const capability = await searchCapability();
  const setpriv = await findSetpriv(folder);
  return {
    command: setpriv,
    args: [
      `--reuid=${other.uid}`,
      `--regid=${other.gid}`,
      '--clear-groups',
      // Else access(2), which initdb asks first, leaves capabilities out.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      program,
      ...args,
    ],
  };
}

async function canReach(user: { readonly uid: number; readonly gid: number }, place: string): Promise<boolean> {
  for (let folder = path.dirname(place); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

const DAC_READ_SEARCH_BIT = 2n;

/** The lesser one where this process may give it; containers usually keep only the greater. */
async function searchCapability(): Promise<'dac_read_search' | 'dac_override'> {
  const status = await readFile('/proc/self/status', 'utf8');
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return (bounding >> DAC_READ_SEARCH_BIT) & 1n ? 'dac_read_search' : 'dac_override';
}

async function findSetpriv(folder: string): Promise<string> {
  for (const candidate of ['/usr/bin/setpriv', '/bin/setpriv']) {
    const found = await access(candidate).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  throw new OperatorError(
    `the user that PostgreSQL runs as cannot enter ${folder} or the program's folder, and there is no 'setpriv': start as an ordinary user, or move both out of folders closed to others`,
  );
}
