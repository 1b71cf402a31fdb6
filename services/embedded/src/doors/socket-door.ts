import { chmod, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { OperatorError } from '@fieldline/platform';
import { listen, makeDoor, type Door } from './door.js';

export interface SocketDoor extends Omit<Door, 'host' | 'port'> {
  /** As short as it can be written from the current folder. */
  readonly socketPath: string;
}

/** What the kernel takes as the path of a socket, in bytes (sun_path less its end: 104 on macOS, 108 on Linux). */
const LONGEST_SOCKET_PATH = 103;

/**
 * A socket that only the owner of the data folder may open: the command line speaks with this server through one, which is
 * all the sign-in it has, the gateway with services through others. Where one answers already a second server on the same
 * data folder refuses to start.
 */
export async function openSocketDoor(socket: string): Promise<SocketDoor> {
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
    throw new OperatorError(`the socket ${socket} cannot be made: ${(cause as Error).message}`, { cause });
  } finally {
    process.umask(umask);
  }
  await chmod(socket, 0o600);
  return { ...door, socketPath: where };
}

function shortest(socket: string): string {
  const relative = path.relative(process.cwd(), socket);
  const shorter = Buffer.byteLength(relative) < Buffer.byteLength(socket) ? relative : socket;
  if (Buffer.byteLength(shorter) > LONGEST_SOCKET_PATH) {
    throw new OperatorError(`the path of the data folder is too long for its socket ${socket}; choose --data`);
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
