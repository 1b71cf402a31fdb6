import { asError } from '@fieldline/platform';
import { setMaxListeners } from 'node:events';
import type { DeviceLine, DeviceLogin, OpenLine } from '../line/device-line.js';

/** Connections that may wait for their CONNACK at once. */
const AT_ONCE = 100;

/** Opens a line for each login, in order. Rejects when one is refused or the signal came; then none stays open. */
export async function connectAll(
  logins: readonly DeviceLogin[],
  open: OpenLine,
  signal: AbortSignal,
): Promise<readonly DeviceLine[]> {
  setMaxListeners(AT_ONCE + 1, signal);
  const lines: DeviceLine[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < logins.length; at = next++) lines[at] = await open(logins[at] as DeviceLogin, signal);
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status !== 'rejected') return lines;
  await Promise.all(lines.map((line) => line.close()));
  throw asError(failed.reason);
}
