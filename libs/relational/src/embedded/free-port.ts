import { createServer } from 'node:net';
import { OperatorError } from '@fieldline/platform';

export const HOST = '127.0.0.1';

/** `wanted` must be free; else the remembered port where it is free, else any. */
export async function choosePort(wanted: number | undefined, remembered: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    const port = await tryPort(wanted);
    if (port === undefined)
      throw new OperatorError(`port ${wanted} for PostgreSQL is taken: free it or choose another`);
    return port;
  }
  const port = (remembered === undefined ? undefined : await tryPort(remembered)) ?? (await tryPort(0));
  if (port === undefined) throw new OperatorError(`no free port on ${HOST} for PostgreSQL`);
  return port;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, HOST, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
