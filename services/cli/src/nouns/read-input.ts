import { OperatorError } from '@fieldline/platform';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** The text of a file, or of standard input for `-`. Rejects with OperatorError that names the file. */
export async function readInput(folder: string, file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(path.resolve(folder, file), 'utf8');
  } catch (cause) {
    throw new OperatorError(`cannot read ${file}: ${(cause as NodeJS.ErrnoException).code ?? 'it is no text'}`, {
      cause,
    });
  }
}
