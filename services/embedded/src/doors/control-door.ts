import { chmod, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { OperatorError } from '@fieldline/platform';
import { listen, makeDoor, type Door } from './door.js';

/** What the kernel takes as the path of a socket, in bytes (sun_path less its end: 104 on macOS, 108 on Linux). */
const LONGEST_SOCKET_PATH = 103;

/**
 * The socket through which the command line speaks with this server. Only the owner may open it, which is all the
 * sign-in it has. It is also what makes a second server on the same data folder refuse to start.
 */
export async function openControlDoor(socket: string): Promise<Omit<Door, 'host' | 'port'>> {
  const where = shortest(socket);
  if (await answers(where)) {
    throw new OperatorError(
      `another server runs on the data folder ${path.dirname(socket)}; stop it, or choose --data`,
    );
  }
  await rm(socket, { force: true });
  const door = makeDoor();
  const umask = process.umask(0o177);
  try {
    await listen(door.server, { path: where });
  } catch (cause) {
    throw new OperatorError(`the control socket ${socket} cannot be made: ${(cause as Error).message}`, { cause });
  } finally {
    process.umask(umask);
  }
  await chmod(socket, 0o600);
  return door;
}

function shortest(socket: string): string {
  const relative = path.relative(process.cwd(), socket);
  const shorter = Buffer.byteLength(relative) < Buffer.byteLength(socket) ? relative : socket;
  if (Buffer.byteLength(shorter) > LONGEST_SOCKET_PATH) {
    throw new OperatorError(`the path of the data folder is too long for its control socket ${socket}; choose --data`);
  }
  return shorter;
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
