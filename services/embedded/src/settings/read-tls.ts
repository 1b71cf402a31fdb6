import { readFile } from 'node:fs/promises';
import type { TlsFiles } from '@fieldline/device-link-broker';
import { OperatorError } from '@fieldline/platform';
import type { EmbeddedSettings } from './embedded.settings.js';

/** Undefined where none are set. Rejects with an OperatorError for a file that cannot be read. */
export async function readTls({ tlsCertFile, tlsKeyFile }: EmbeddedSettings): Promise<TlsFiles | undefined> {
  if (tlsCertFile === undefined || tlsKeyFile === undefined) return undefined;
  const read = (file: string): Promise<string> =>
    readFile(file, 'utf8').catch((cause: unknown) => {
      throw new OperatorError(`the TLS file ${file} cannot be read: ${(cause as Error).message}`, { cause });
    });
  return { cert: await read(tlsCertFile), key: await read(tlsKeyFile) };
}
